-- Targets: several can stand at once; the county's own leads. Without an area it holds for the whole
-- county and for every unit that has none of its own. Editing closes a row and opens another.
create table targets (
  id integer generated always as identity primary key,
  indicator text not null,
  area integer,
  issuer text not null check (issuer in ('county', 'city', 'province', 'nation')),
  value double precision not null,
  due date,
  no_date jsonb,
  document jsonb not null,
  valid daterange not null default daterange(null, null)
);
create index on targets (indicator);

-- The record of evidence: a figure a day for county and townships.
create table indicator_days (
  indicator text not null,
  area integer not null,
  day date not null,
  numerator double precision not null,
  denominator double precision not null,
  data_version integer not null,
  primary key (indicator, area, day)
);
