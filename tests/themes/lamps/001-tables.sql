create table lamps (
  like thing including all,
  code text not null,
  lit boolean not null default true,
  geom geometry(Point, 4490) not null,
  geom_3857 geometry(Point, 3857) generated always as (st_transform(geom, 3857)) stored
);
create index on lamps using gist (geom);
create index on lamps using gist (geom_3857);
