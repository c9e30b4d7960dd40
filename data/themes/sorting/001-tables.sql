-- A compound (小区) is a point: its gate. `sorted`: separate collection and transport are in place.
create table compounds (
  like thing including all,
  code text,
  name text not null,
  address text,
  households integer check (households >= 0),
  sorted boolean not null default false,
  geom geometry(Point, 4490) not null,
  geom_3857 geometry(Point, 3857) generated always as (st_transform(geom, 3857)) stored
);
create index on compounds using gist (geom);
create index on compounds using gist (geom_3857);
create index on compounds (code);

-- An administrative village (行政村) as a point. Compounds and villages are two shares, never mixed.
create table villages (
  like thing including all,
  code text,
  name text not null,
  households integer check (households >= 0),
  sorted boolean not null default false,
  geom geometry(Point, 4490) not null,
  geom_3857 geometry(Point, 3857) generated always as (st_transform(geom, 3857)) stored
);
create index on villages using gist (geom);
create index on villages using gist (geom_3857);
create index on villages (code);

-- An inspection of one compound or one village, known from its day on.
create table sorting_inspections (
  like thing including all,
  code text,
  compound integer,
  village integer,
  inspected_on date not null,
  passed boolean not null,
  score double precision,
  inspector text,
  constraint one_inspected check (num_nonnulls(compound, village) = 1)
);
comment on constraint one_inspected on sorting_inspections is
  'an inspection is of one compound or of one village, not of both and not of none';
create index on sorting_inspections (code);
