-- Waters, black-odorous or not. `stage` is the administrative course of a listed one; `verdict` is what its
-- samples say, with the reasons and the version of the rule that said it.
create table water_bodies (
  like thing including all,
  code text,
  name text not null,
  stage text not null default 'unlisted'
    check (stage in ('unlisted', 'listed', 'treated', 'evaluated', 'struck_off')),
  listed_on date,
  struck_off_on date,
  verdict text not null default 'no-verdict' check (verdict in ('clear', 'mild', 'severe', 'no-verdict')),
  verdict_reasons text not null default '尚无评定',
  geom geometry(Geometry, 4490) not null check (st_dimension(geom) in (1, 2)),
  geom_3857 geometry(Geometry, 3857) generated always as (st_transform(geom, 3857)) stored
);
create index on water_bodies using gist (geom);
create index on water_bodies using gist (geom_3857);
create index on water_bodies (code);

create table outfalls (
  like thing including all,
  code text,
  name text,
  water integer,
  kind text not null default 'other' check (kind in ('industrial', 'sewage_works', 'farming', 'storm', 'other')),
  geom geometry(Point, 4490) not null,
  geom_3857 geometry(Point, 3857) generated always as (st_transform(geom, 3857)) stored
);
create index on outfalls using gist (geom);
create index on outfalls using gist (geom_3857);
create index on outfalls (code);
