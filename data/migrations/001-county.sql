-- What every county has, before any theme: its settings, where its rows came from, and the shape of a thing.

-- Settings of the county, each with its history.
create table settings (
  name text not null,
  value jsonb not null,
  valid daterange not null default daterange(null, null),
  note text,
  primary key (name, valid)
);

create function setting(wanted text, at date default current_date) returns jsonb
language sql stable as $$
  select value from settings where name = wanted and valid @> at order by lower(valid) desc nulls last limit 1
$$;

insert into settings (name, value, note) values
  ('code', '"410122"', 'official code of the county'),
  ('name', '"中牟县"', null),
  ('plane', '4547', 'EPSG code of the plane in which lengths and areas are measured'),
  ('map_approval', 'null', '审图号, never invented'),
  ('sample', 'false', 'whether the schema holds the make-believe county');

-- Where rows came from: one line for each file or sample taken in.
create table imports (
  id integer generated always as identity primary key,
  collection text not null,
  file text not null,
  sha256 text not null,
  crs text,
  encoding text,
  command jsonb not null default '{}',
  as_of date not null,
  read integer not null,
  written integer not null,
  sample boolean not null default false,
  at timestamptz not null default now()
);

-- A row that was corrected, as it stood before.
create table corrections (
  collection text not null,
  fid integer not null,
  before jsonb not null,
  source integer not null,
  at timestamptz not null default now()
);

-- Read-only layers made of any file (`--as reference`): their declarations.
create table reference_layers (
  id text primary key,
  declaration jsonb not null,
  source integer not null
);

-- The version of each collection's rows; it rises with every change and is part of the address of a tile.
create table versions (
  collection text primary key,
  version integer not null default 1
);

create function touch(changed text) returns void
language sql as $$
  insert into versions (collection) values (changed)
  on conflict (collection) do update set version = versions.version + 1
$$;

-- A thing is known by its fid; each row is one version of it, valid over a span of days.
-- A theme's table begins as `like thing including all`.
create sequence fids as integer;

create table thing (
  fid integer not null default nextval('fids'),
  valid daterange not null default daterange(current_date, null),
  source integer not null,
  source_row integer,
  check (not isempty(valid)),
  exclude using gist (int4range(fid, fid, '[]') with &&, valid with &&)
);
create index on thing (fid);

-- Words in the two languages of the product.
create function words(zh text, en text) returns jsonb
language sql stable as $$
  select jsonb_build_object('zh', zh, 'en', en)
$$;

-- What is to be said of a row of evidence: what it is called, and what else counts. What is null is not said.
create function note(name text, variadic says jsonb[] default '{}') returns jsonb
language sql stable as $$
  select words(
    array_to_string(name || array(select said ->> 'zh' from unnest(says) as said), ' · '),
    array_to_string(name || array(select said ->> 'en' from unnest(says) as said), ' · '))
$$;

-- Evidence: a row for each thing or piece counted. A figure is the sum of these rows and nothing else.
create type evidence as (
  collection text,
  fid integer,
  area integer,
  numerator double precision,
  denominator double precision,
  note jsonb,
  geom geometry
);

-- Lengths (km) and areas (km²) in the county's plane.
create function km(line geometry) returns double precision
language sql stable as $$
  select st_length(st_transform(line, (setting('plane'))::integer)) / 1000
$$;

create function km2(ground geometry) returns double precision
language sql stable as $$
  select st_area(st_transform(ground, (setting('plane'))::integer)) / 1000000
$$;

-- Triggers that keep the measured column of a table true.
create function measure_line() returns trigger language plpgsql as $$
begin
  new.length_km := km(new.geom);
  return new;
end $$;

create function measure_ground() returns trigger language plpgsql as $$
begin
  new.area_km2 := km2(new.geom);
  return new;
end $$;
