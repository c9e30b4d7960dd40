-- The levels at which nobody holds a section's piece in a unit: neither the section itself nor, by
-- inheritance, any area above it.
create or replace function vacant_levels(of_section integer, in_unit integer, at date) returns integer[]
language sql stable as $$
  select array_agg(level order by level)
  from jsonb_array_elements_text(setting('road_levels', at)) as used (text), lateral (select text::integer as level) l
  where not exists (
    select from chief_assignments h
    where h.level = l.level and h.valid @> at
      and (h.section = of_section
        or h.area in (select unit from unit_tree(at) where leaf = in_unit)))
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
    from places p, unnest(vacant_levels(s.fid, p.area, at)) as level
    where p.collection = 'duty_sections' and p.fid = s.fid and p.valid @> at
  ) as gaps
  where s.valid @> at
$$;

-- Kilometres of duty section, cut at the units' borders; a piece counts where every level the county uses
-- has a chief in office.
create or replace function road_chief_coverage_evidence(at date) returns setof evidence
language sql stable as $$
  select 'duty_sections', s.fid, p.area,
    case when gaps.levels is null then p.measure else 0 end,
    p.measure,
    s.name || coalesce(' · 空岗 ' || array_to_string(gaps.levels, '、') || ' 级', ''),
    coalesce(p.geom, s.geom)
  from places_at('duty_sections', at) p
  join duty_sections s on s.fid = p.fid and s.valid @> at
  cross join lateral (select vacant_levels(s.fid, p.area, at) as levels) as gaps
$$;
