-- The posts of each section's piece in a unit, one for each level the county uses: who is in office, by the
-- section's own assignment, or else by that of the smallest area around it that has one.
create or replace function section_holders(at date) returns table (
  fid integer, area integer, level integer, chief integer, of_area integer, since date
)
language sql stable as $$
  select p.fid, p.area, used.level, coalesce(own.chief, above.chief),
    case when own.chief is null then above.area end, coalesce(lower(own.valid), above.since)
  from places p
  cross join (
    select level::integer as level from jsonb_array_elements_text(setting('road_levels', at)) as level
  ) as used
  left join chief_assignments own on own.section = p.fid and own.level = used.level and own.valid @> at
  left join (
    select distinct on (tree.leaf, h.level) tree.leaf, h.level, h.chief, h.area, lower(h.valid) as since
    from lineage tree
    join chief_assignments h on h.area = tree.unit
    where tree.valid @> at and h.valid @> at
    order by tree.leaf, h.level, array_position(array['community', 'township', 'county'], tree.level)
  ) as above on above.leaf = p.area and above.level = used.level
  where p.collection = 'duty_sections' and p.valid @> at
$$;

-- Since when a post has stood empty: the last day anybody held it, or else the section's first.
create or replace function vacant_since(section integer, leaf integer, wanted integer, at date) returns date
language sql stable as $$
  select greatest(
    (select lower(s.valid) from duty_sections s where s.fid = section and s.valid @> at),
    (select max(upper(h.valid)) from chief_assignments h
     where h.section = vacant_since.section and h.level = wanted and upper(h.valid) <= at),
    (select max(upper(h.valid)) from lineage tree join chief_assignments h on h.area = tree.unit
     where tree.leaf = vacant_since.leaf and tree.valid @> at and h.level = wanted and upper(h.valid) <= at))
$$;

-- Every post with who holds it, or how long it has been vacant: who answers for this place, on any day.
create or replace function section_posts_at(at date) returns table (
  fid integer, valid daterange, source integer, source_row integer, section integer, section_name text, area integer,
  level integer, chief integer, chief_name text, office text, held_by text, of_area integer, since date, vacant_since date,
  vacant_days integer, geom geometry, geom_3857 geometry
)
language sql stable as $$
  select s.fid * 100 + (dense_rank() over (partition by s.fid order by h.area) - 1)::integer * 10 + h.level,
    s.valid, s.source, s.source_row, s.fid, s.name, h.area, h.level, h.chief, c.name, c.office,
    case when h.chief is null then 'vacant' when h.of_area is null then 'own' else 'area' end,
    h.of_area, h.since, empty.since, at - empty.since, s.geom, s.geom_3857
  from section_holders(at) h
  join duty_sections s on s.fid = h.fid and s.valid @> at
  left join chiefs c on c.fid = h.chief and c.valid @> at
  left join lateral (
    select vacant_since(h.fid, h.area, h.level, at) as since where h.chief is null
  ) as empty on true
$$;

-- People with what they hold: a person may hold several posts.
create or replace function chiefs_at(at date) returns table (
  fid integer, valid daterange, source integer, source_row integer, code text, name text, office text, posts integer
)
language sql stable as $$
  select c.fid, c.valid, c.source, c.source_row, c.code, c.name, c.office,
    (select count(*)::integer from chief_assignments h where h.chief = c.fid and h.valid @> at)
  from chiefs c
  where c.valid @> at
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
  left join (
    select fid, string_agg(distinct level::text, ',' order by level::text) as vacant
    from section_holders(at)
    where chief is null
    group by fid
  ) as gaps on gaps.fid = s.fid
  where s.valid @> at
$$;

-- Kilometres of duty section, cut at the units' borders; a piece counts where every level the county uses
-- has a chief in office.
create or replace function road_chief_coverage_evidence(at date) returns setof evidence
language sql stable as $$
  with gaps as materialized (
    select fid, area, array_agg(level order by level) filter (where chief is null) as vacant
    from section_holders(at)
    group by fid, area
  )
  select 'duty_sections', s.fid, p.area,
    case when g.vacant is null then p.measure else 0 end,
    p.measure,
    note(s.name, case when g.vacant is not null then words(
      '空岗 ' || array_to_string(g.vacant, '、') || ' 级',
      'vacant at level ' || array_to_string(g.vacant, ', ')) end),
    coalesce(p.geom, s.geom)
  from places_at('duty_sections', at) p
  join gaps g on g.fid = p.fid and g.area = p.area
  join duty_sections s on s.fid = p.fid and s.valid @> at
$$;

-- The same at one level alone; without rows where the county does not use it.
create or replace function road_chief_level_evidence(at date, wanted integer) returns setof evidence
language sql stable as $$
  select 'duty_sections', s.fid, p.area,
    case when h.chief is null then 0 else p.measure end,
    p.measure,
    note(s.name, case
      when h.chief is null then (
        select case when since is null then words('从未有人', 'never held')
          else words('空岗自 ' || since, 'vacant since ' || since) end
        from vacant_since(h.fid, h.area, h.level, at) as since)
      else words(
        coalesce(c.name, '未登记') || coalesce('（' || c.office || '）', ''),
        coalesce(c.name, 'not on record') || coalesce(' (' || c.office || ')', ''))
    end),
    coalesce(p.geom, s.geom)
  from places_at('duty_sections', at) p
  join section_holders(at) h on h.fid = p.fid and h.area = p.area and h.level = wanted
  join duty_sections s on s.fid = p.fid and s.valid @> at
  left join chiefs c on c.fid = h.chief and c.valid @> at
$$;

create or replace function road_chief_level_1_evidence(at date) returns setof evidence
language sql stable as $$ select * from road_chief_level_evidence(at, 1) $$;

create or replace function road_chief_level_2_evidence(at date) returns setof evidence
language sql stable as $$ select * from road_chief_level_evidence(at, 2) $$;

create or replace function road_chief_level_3_evidence(at date) returns setof evidence
language sql stable as $$ select * from road_chief_level_evidence(at, 3) $$;

create or replace function road_chief_level_4_evidence(at date) returns setof evidence
language sql stable as $$ select * from road_chief_level_evidence(at, 4) $$;

create or replace function road_chief_level_5_evidence(at date) returns setof evidence
language sql stable as $$ select * from road_chief_level_evidence(at, 5) $$;

-- A chief as a wall names one, by level and name.
create or replace function say_chief(level integer, name text) returns jsonb
language sql immutable as $$
  select words(
    (array['一', '二', '三', '四', '五'])[level] || '级路长 ' || coalesce(name, '未登记'),
    'level-' || level || ' chief ' || coalesce(name, 'not on record'))
$$;

-- Who answers for each area: the chief of the area itself, or else of the nearest one above it that has any; of several
-- the highest.
create or replace function area_chiefs(at date) returns table (area integer, who jsonb)
language sql stable as $$
  with recursive up as (
    select a.fid as area, a.fid as unit, a.parent, 0 as steps from areas_at(at) a
    union all
    select up.area, a.fid, a.parent, up.steps + 1 from up join areas_at(at) a on a.fid = up.parent
  )
  select distinct on (up.area) up.area, say_chief(h.level, c.name)
  from up
  join chief_assignments h on h.area = up.unit and h.valid @> at
  join chiefs c on c.fid = h.chief and c.valid @> at
  order by up.area, up.steps, h.level
$$;

-- Pieces of sections with an empty post, the longest empty first; answered for by the nearest post on them that is held.
create or replace function road_chief_coverage_shortfall(at date) returns setof shortfall
language sql stable as $$
  with posts as materialized (
    select * from section_holders(at)
  ), empty as (
    select fid, area, array_agg(level order by level) as levels, min(vacant_since(fid, area, level, at)) as since
    from posts
    where chief is null
    group by fid, area
  )
  select 'duty_sections', s.fid, e.area, s.name,
    words(
      format('%s 级空岗 · %s km', array_to_string(e.levels, '、'), round(s.length_km::numeric, 1)),
      format('no chief at level %s · %s km', array_to_string(e.levels, ', '), round(s.length_km::numeric, 1))),
    e.since, held.who, at - e.since
  from empty e
  join duty_sections s on s.fid = e.fid and s.valid @> at
  left join lateral (
    select say_chief(p.level, c.name) as who
    from posts p join chiefs c on c.fid = p.chief and c.valid @> at
    where p.fid = e.fid and p.area = e.area
    order by p.level desc
    limit 1
  ) as held on true
$$;
