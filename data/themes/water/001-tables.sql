-- Waters, black-odorous or not. `stage` is the administrative course of a listed one.
create table water_bodies (
  like thing including all,
  code text,
  name text not null,
  stage text not null default 'unlisted'
    check (stage in ('unlisted', 'listed', 'treated', 'evaluated', 'struck_off')),
  listed_on date,
  struck_off_on date,
  geom geometry(Geometry, 4490) not null check (st_dimension(geom) in (1, 2)),
  geom_3857 geometry(Geometry, 3857) generated always as (st_transform(geom, 3857)) stored
);
create index on water_bodies using gist (geom);
create index on water_bodies using gist (geom_3857);
create index on water_bodies (code);

-- Where samples are taken; `sequence` is a point's place along its water.
create table water_points (
  like thing including all,
  code text,
  name text,
  water integer,
  sequence integer,
  geom geometry(Point, 4490) not null,
  geom_3857 geometry(Point, 3857) generated always as (st_transform(geom, 3857)) stored
);
create index on water_points using gist (geom);
create index on water_points using gist (geom_3857);
create index on water_points (code);
create index on water_points (water);

-- What a laboratory found: depth and transparency in cm, redox potential in mV, the others in mg/L. The verdict on
-- the sample alone is kept beside it.
create table water_samples (
  like thing including all,
  code text,
  point integer not null,
  taken_on date not null,
  depth double precision check (depth > 0),
  transparency double precision check (transparency >= 0),
  dissolved_oxygen double precision check (dissolved_oxygen >= 0),
  orp double precision,
  ammonia double precision check (ammonia >= 0),
  laboratory text,
  verdict text not null default 'no-verdict' check (verdict in ('clear', 'mild', 'severe', 'no-verdict')),
  verdict_reasons text,
  verdict_reasons_en text,
  verdict_standard text
);
create index on water_samples (code);
create index on water_samples (point, taken_on);

-- What the samples say of each point and water, with the reasons and the version of the rule that said it. The days
-- of a verdict may lie ahead: samples leave the period on a day that is known.
create table water_verdicts (
  collection text not null check (collection in ('water_bodies', 'water_points')),
  fid integer not null,
  valid daterange not null,
  verdict text not null check (verdict in ('clear', 'mild', 'severe', 'no-verdict')),
  standard text not null,
  reasons text not null,
  reasons_en text not null,
  exclude using gist (int4range(fid, fid, '[]') with &&, valid with &&)
);
create index on water_verdicts (fid);

create table outfalls (
  like thing including all,
  code text,
  name text,
  water integer,
  kind text not null default 'other' check (kind in ('industrial', 'sewage_works', 'farming', 'storm', 'other')),
  tracing text not null default 'found' check (tracing in ('found', 'traced', 'treated')),
  geom geometry(Point, 4490) not null,
  geom_3857 geometry(Point, 3857) generated always as (st_transform(geom, 3857)) stored
);
create index on outfalls using gist (geom);
create index on outfalls using gist (geom_3857);
create index on outfalls (code);
