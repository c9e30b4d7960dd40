-- Null means unknown: nobody has counted the stalls, or looked whether there is a room. What a toilet was like
-- before it was closed or rebuilt is an earlier version of it.
create table toilets (
  like thing including all,
  code text,
  name text not null,
  address text,
  class integer check (class between 1 and 3),
  kind text not null default 'standalone' check (kind in ('standalone', 'attached', 'mobile')),
  ownership text not null default 'public' check (ownership in ('public', 'opened')),
  state text not null default 'open' check (state in ('open', 'closed', 'rebuilding', 'building')),
  hours text,
  all_day boolean,
  stalls_women integer check (stalls_women >= 0),
  stalls_men integer check (stalls_men >= 0),
  urinals integer check (urinals >= 0),
  crowded boolean not null default false,
  accessible boolean,
  third_room boolean,
  baby_table boolean,
  manager text,
  built_on date,
  geom geometry(Point, 4490) not null,
  geom_3857 geometry(Point, 3857) generated always as (st_transform(geom, 3857)) stored
);
create index on toilets using gist (geom);
create index on toilets using gist (geom_3857);
create index on toilets (code);
