-- Of each compound or village ever inspected by a day, whether its latest inspection was passed; of two on one
-- day the stricter holds.
create or replace function latest_sorting_inspections(at date) returns table (
  compound integer, village integer, passed boolean
)
language sql stable as $$
  select distinct on (i.compound, i.village) i.compound, i.village, i.passed
  from sorting_inspections i
  where i.valid @> at and i.inspected_on <= at
  order by i.compound, i.village, i.inspected_on desc, i.passed
$$;

-- Compounds and villages as the map shows them. `passed` is null where nobody has inspected yet.
create or replace function compounds_at(at date) returns table (
  fid integer, valid daterange, source integer, source_row integer, code text, name text, address text,
  households integer, sorted boolean, geom geometry, geom_3857 geometry, passed boolean, state text
)
language sql stable as $$
  select c.fid, c.valid, c.source, c.source_row, c.code, c.name, c.address, c.households, c.sorted,
    c.geom, c.geom_3857, latest.passed, case when c.sorted then 'sorted' else 'unsorted' end
  from compounds c
  left join latest_sorting_inspections(at) as latest on latest.compound = c.fid
  where c.valid @> at
$$;

create or replace function villages_at(at date) returns table (
  fid integer, valid daterange, source integer, source_row integer, code text, name text,
  households integer, sorted boolean, geom geometry, geom_3857 geometry, passed boolean, state text
)
language sql stable as $$
  select v.fid, v.valid, v.source, v.source_row, v.code, v.name, v.households, v.sorted,
    v.geom, v.geom_3857, latest.passed, case when v.sorted then 'sorted' else 'unsorted' end
  from villages v
  left join latest_sorting_inspections(at) as latest on latest.village = v.fid
  where v.valid @> at
$$;

-- What counts of one of the two, compounds or villages, with what it lacks to sort, and to sort and pass.
create or replace function sorting_at(wanted text, at date) returns table (
  fid integer, area integer, name text, households integer, unsorted jsonb, unpassed jsonb, geom geometry
)
language sql stable as $$
  select one.fid, p.area, one.name, one.households,
    case when not one.sorted then words('未分类收运', 'not sorted') end,
    case when not one.sorted then words('未分类收运', 'not sorted')
      when one.passed is null then words('未检查', 'not inspected')
      when not one.passed then words('最近检查未达标', 'failed its latest inspection') end,
    one.geom
  from places_at(wanted, at) p
  join (
    select fid, name, households, sorted, passed, geom from compounds_at(at) where wanted = 'compounds'
    union all
    select fid, name, households, sorted, passed, geom from villages_at(at) where wanted = 'villages'
  ) as one using (fid)
$$;

-- Compounds with separate collection and transport in place, over all compounds.
create or replace function waste_sorting_coverage_evidence(at date) returns setof evidence
language sql stable as $$
  select 'compounds', fid, area, case when unsorted is null then 1 else 0 end, 1,
    note(name, unsorted), geom
  from sorting_at('compounds', at)
$$;

-- Compounds that sort and passed their latest inspection, over all compounds.
create or replace function waste_sorting_passed_evidence(at date) returns setof evidence
language sql stable as $$
  select 'compounds', fid, area, case when unpassed is null then 1 else 0 end, 1,
    note(name, unpassed), geom
  from sorting_at('compounds', at)
$$;

-- The same two by households. Of a compound whose households are not known there is only the name.
create or replace function waste_sorting_households_evidence(at date) returns setof evidence
language sql stable as $$
  select 'compounds', fid, area,
    case when unsorted is null then coalesce(households, 0) else 0 end, coalesce(households, 0),
    note(name, unsorted, case when households is null then words('户数不详', 'households not known') end), geom
  from sorting_at('compounds', at)
$$;

create or replace function waste_sorting_passed_households_evidence(at date) returns setof evidence
language sql stable as $$
  select 'compounds', fid, area,
    case when unpassed is null then coalesce(households, 0) else 0 end, coalesce(households, 0),
    note(name, unpassed, case when households is null then words('户数不详', 'households not known') end), geom
  from sorting_at('compounds', at)
$$;

-- Villages that sort, and that sort and passed, over all villages.
create or replace function village_sorting_coverage_evidence(at date) returns setof evidence
language sql stable as $$
  select 'villages', fid, area, case when unsorted is null then 1 else 0 end, 1,
    note(name, unsorted), geom
  from sorting_at('villages', at)
$$;

create or replace function village_sorting_passed_evidence(at date) returns setof evidence
language sql stable as $$
  select 'villages', fid, area, case when unpassed is null then 1 else 0 end, 1,
    note(name, unpassed), geom
  from sorting_at('villages', at)
$$;

-- Compounds that do not sort, those first where most households live; since they last did, or were first on record.
create or replace function waste_sorting_coverage_shortfall(at date) returns setof shortfall
language sql stable as $$
  select 'compounds', one.fid, one.area, one.name,
    words(
      '未分类收运 · ' || coalesce(one.households || ' 户', '户数不详'),
      'not sorted · ' || coalesce(one.households || ' households', 'households not known')),
    coalesce(
      (select max(upper(c.valid)) from compounds c where c.fid = one.fid and c.sorted and upper(c.valid) <= at),
      (select min(lower(c.valid)) from compounds c where c.fid = one.fid)),
    null::jsonb, coalesce(one.households, 0)
  from sorting_at('compounds', at) as one
  where one.unsorted is not null
$$;
