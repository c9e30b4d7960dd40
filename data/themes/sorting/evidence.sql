-- Compounds as the map shows them.
create or replace function compounds_at(at date) returns table (
  fid integer, valid daterange, source integer, source_row integer, code text, name text, address text,
  households integer, sorted boolean, passed boolean, geom geometry, geom_3857 geometry, state text
)
language sql stable as $$
  select c.fid, c.valid, c.source, c.source_row, c.code, c.name, c.address, c.households, c.sorted, c.passed,
    c.geom, c.geom_3857, case when c.sorted then 'sorted' else 'unsorted' end
  from compounds c
  where c.valid @> at
$$;

-- Compounds with separate collection and transport in place, over all compounds.
create or replace function waste_sorting_coverage_evidence(at date) returns setof evidence
language sql stable as $$
  select 'compounds', c.fid, p.area, case when c.sorted then 1 else 0 end, 1, c.name, c.geom
  from places_at('compounds', at) p
  join compounds c on c.fid = p.fid and c.valid @> at
$$;
