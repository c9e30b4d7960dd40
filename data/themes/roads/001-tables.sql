-- A duty section (责任路段) is not a road: it is the length of street that one chief answers for.
create table duty_sections (
  like thing including all,
  code text,
  name text not null,
  road integer,
  level integer not null default 3 check (level between 1 and 5),
  length_km double precision not null,
  geom geometry(MultiLineString, 4490) not null,
  geom_3857 geometry(MultiLineString, 3857) generated always as (st_transform(geom, 3857)) stored
);
create index on duty_sections using gist (geom);
create index on duty_sections using gist (geom_3857);
create index on duty_sections (code);
create trigger measure before insert or update of geom on duty_sections for each row execute function measure_line();

create table chiefs (
  like thing including all,
  code text,
  name text not null,
  office text
);
create index on chiefs (code);

-- Who holds which section or area, at which level, from when to when. One holder at a time; a person may
-- hold several.
create table chief_assignments (
  like thing including all,
  chief integer not null,
  section integer,
  area integer,
  level integer not null check (level between 1 and 5),
  check (num_nonnulls(section, area) = 1),
  constraint one_holder exclude using gist (
    int4range(coalesce(section, area), coalesce(section, area), '[]') with &&,
    int4range(level, level, '[]') with &&,
    valid with &&
  )
);
comment on constraint one_holder on chief_assignments is
  'two chiefs would hold one section or area at the same level at the same time';
create index on chief_assignments (section);
create index on chief_assignments (area);
