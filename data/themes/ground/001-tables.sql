-- Areas of administration. A village without an official code is known by its fid.
create table areas (
  like thing including all,
  code text check (code ~ '^[0-9]{6,15}$'),
  name text not null,
  level text not null check (level in ('county', 'township', 'community')),
  parent integer,
  population integer check (population >= 0),
  in_charge boolean not null default true,
  run_by text,
  area_km2 double precision not null,
  label_lon double precision not null,
  label_lat double precision not null,
  geom geometry(MultiPolygon, 4490) not null,
  geom_3857 geometry(MultiPolygon, 3857) generated always as (st_transform(geom, 3857)) stored
);
create index on areas using gist (geom);
create index on areas using gist (geom_3857);
create index on areas (code);

-- Area, and the place of its name: the middle of the largest circle that fits.
create function measure_area() returns trigger language plpgsql as $$
declare
  middle geometry := (st_maximuminscribedcircle(new.geom)).center;
begin
  new.area_km2 := km2(new.geom);
  new.label_lon := round(st_x(middle)::numeric, 6);
  new.label_lat := round(st_y(middle)::numeric, 6);
  return new;
end $$;
create trigger measure before insert or update of geom on areas for each row execute function measure_area();

-- The areas of a day, each with the key by which it is addressed outside the database.
create function areas_at(at date) returns table (
  fid integer, valid daterange, source integer, source_row integer, code text, name text, level text,
  parent integer, population integer, in_charge boolean, run_by text, area_km2 double precision,
  label_lon double precision, label_lat double precision, geom geometry, geom_3857 geometry, area text
)
language sql stable as $$
  select a.fid, a.valid, a.source, a.source_row, a.code, a.name, a.level,
    a.parent, a.population, a.in_charge, a.run_by, a.area_km2,
    a.label_lon, a.label_lat, a.geom, a.geom_3857, coalesce(a.code, 'a' || a.fid)
  from areas a
  where a.valid @> at
$$;

-- Built-up ground: the denominator of densities.
create table built_up (
  like thing including all,
  name text,
  area_km2 double precision not null,
  geom geometry(MultiPolygon, 4490) not null,
  geom_3857 geometry(MultiPolygon, 3857) generated always as (st_transform(geom, 3857)) stored
);
create index on built_up using gist (geom);
create index on built_up using gist (geom_3857);
create trigger measure before insert or update of geom on built_up for each row execute function measure_ground();

-- Roads as they lie; who answers for them is the road theme's.
create table roads (
  like thing including all,
  code text,
  name text,
  class text not null default 'street' check (class in ('expressway', 'arterial', 'secondary', 'street', 'country')),
  length_km double precision not null,
  geom geometry(MultiLineString, 4490) not null,
  geom_3857 geometry(MultiLineString, 3857) generated always as (st_transform(geom, 3857)) stored
);
create index on roads using gist (geom);
create index on roads using gist (geom_3857);
create index on roads (code);
create trigger measure before insert or update of geom on roads for each row execute function measure_line();
