-- A compound (小区) is a point: its gate.
create table compounds (
  like thing including all,
  code text,
  name text not null,
  address text,
  households integer check (households >= 0),
  sorted boolean not null default false,
  passed boolean not null default false,
  geom geometry(Point, 4490) not null,
  geom_3857 geometry(Point, 3857) generated always as (st_transform(geom, 3857)) stored
);
create index on compounds using gist (geom);
create index on compounds using gist (geom_3857);
create index on compounds (code);
