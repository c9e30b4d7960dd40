-- For each section's piece in a unit the levels at which nobody holds it: neither the section itself nor, by
-- inheritance, any area above it. Null where every level the county uses is held.
create or replace function section_gaps(at date) returns table (fid integer, area integer, vacant integer[])
language sql stable as $$
  select p.fid, p.area, (
    select array_agg(used.level::integer order by used.level)
    from jsonb_array_elements_text((select setting('road_levels', at))) as used (level)
    where not exists (
        select from chief_assignments h
        where h.section = p.fid and h.level = used.level::integer and h.valid @> at)
      and not exists (
        select from lineage l join chief_assignments h on h.area = l.unit
        where l.leaf = p.area and l.valid @> at and h.level = used.level::integer and h.valid @> at))
  from places p
  where p.collection = 'duty_sections' and p.valid @> at
$$;

-- Sections as the map shows them: with the levels vacant anywhere on them, and whether any is.
create or replace function duty_sections_at(at date) returns table (
  fid integer, valid daterange, source integer, source_row integer, code text, name text, road integer,
  level integer, length_km double precision, geom geometry, geom_3857 geometry, vacant text, state text
)
language sql stable as $$
  select s.fid, s.valid, s.source, s.source_row, s.code, s.name, s.road, s.level, s.length_km,
    s.geom, s.geom_3857, gaps.vacant, case when gaps.vacant is null then 'held' else 'vacant' end
  from duty_sections s
  cross join lateral (
    select string_agg(distinct level::text, ',' order by level::text) as vacant
    from section_gaps(at) as g, unnest(g.vacant) as level
    where g.fid = s.fid
  ) as gaps
  where s.valid @> at
$$;

-- Kilometres of duty section, cut at the units' borders; a piece counts where every level the county uses
-- has a chief in office.
create or replace function road_chief_coverage_evidence(at date) returns setof evidence
language sql stable as $$
  select 'duty_sections', s.fid, p.area,
    case when g.vacant is null then p.measure else 0 end,
    p.measure,
    s.name || coalesce(' · 空岗 ' || array_to_string(g.vacant, '、') || ' 级', ''),
    coalesce(p.geom, s.geom)
  from places_at('duty_sections', at) p
  join section_gaps(at) g on g.fid = p.fid and g.area = p.area
  join duty_sections s on s.fid = p.fid and s.valid @> at
$$;
