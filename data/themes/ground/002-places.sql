-- Overlays snap to a grid of 1e-9 degrees (0.1 mm): so they never fail on lines that almost meet, and the
-- embedded engine ends a statement silently where its overlay fails.

-- In which unit each thing counts. Ground is divided among the smallest units there are: a community,
-- or what its communities leave of a township; the county itself only while it has no townships.
create table units (
  area integer not null,
  -- the order in which units claim what lies on their shared edge
  rank integer not null,
  geom geometry(MultiPolygon, 4490) not null,
  valid daterange not null
);
create index on units using gist (geom);

-- Each smallest unit with every unit above it, itself included.
create table lineage (
  leaf integer not null,
  unit integer not null,
  level text not null,
  valid daterange not null
);
create index on lineage (leaf);
create index on lineage (unit);

-- A thing, or a piece of it, in its unit. `measure` is 1, km or km²; `geom` is null where the piece is
-- the whole thing.
create table places (
  collection text not null,
  fid integer not null,
  area integer not null,
  measure double precision not null,
  geom geometry(Geometry, 4490),
  valid daterange not null
);
create index on places (collection, fid);
create index on places (area);

-- The spans of days over which no area changed.
create function area_spans() returns setof daterange
language sql stable as $$
  with days as (
    select distinct day from areas, lateral (values (lower(valid)), (upper(valid))) as ends (day)
    where day is not null
  ), spans as (
    select daterange(lag(day) over (order by day), day) as span from days
    union all
    select daterange(max(day), null) from days
  )
  select span from spans
  where exists (select from areas where areas.valid && span)
$$;

-- By the code of the township, so that a thing on the border of two is in the lower one at every level; in
-- it, communities claim before what they leave of it.
create function unit_order(unit integer) returns text
language sql stable as $$
  select (coalesce(above.code, '~' || lpad(above.fid::text, 10, '0'))
    || case a.level when 'community' then '/0' else '/1' end
    || coalesce(a.code, '~') || lpad(a.fid::text, 10, '0')) collate "C"
  from areas a
  cross join lateral (
    select p.code, p.fid from areas p
    where p.fid = case a.level when 'community' then coalesce(a.parent, a.fid) else a.fid end
    limit 1
  ) as above
  where a.fid = unit
  limit 1
$$;

create function refresh_units() returns void
language sql as $$
  delete from units;
  insert into units (area, rank, geom, valid)
  select a.fid, dense_rank() over (order by unit_order(a.fid)), ground.geom, span
  from area_spans() as span
  join areas a on a.valid @> span
  left join lateral (
    select count(*) as children, st_union(c.geom, 1e-9) as geom
    from areas c where c.parent = a.fid and c.valid @> span
  ) as below on true
  cross join lateral (
    select st_multi(st_collectionextract(
      case when below.children = 0 then a.geom else st_difference(a.geom, below.geom, 1e-9) end, 3)) as geom
  ) as ground
  where (a.level <> 'county' or below.children = 0)
    -- slivers under 100 m² between a township and its communities are drawing errors, not ground
    and (below.children = 0 or km2(ground.geom) > 0.0001);

  delete from lineage;
  with recursive up as (
    select u.area as leaf, a.fid as unit, a.level, a.parent, u.valid as span
    from units u join areas a on a.fid = u.area and a.valid @> u.valid
    union
    select up.leaf, a.fid, a.level, a.parent, up.span
    from up join areas a on a.fid = up.parent and a.valid @> up.span
  )
  insert into lineage (leaf, unit, level, valid)
  select leaf, unit, level, span from up
$$;

-- Places the things of a collection anew. `how` is its placing, `shape` its shape.
create function place(wanted text, how text, shape text) returns void
language plpgsql as $$
begin
  delete from places where collection = wanted;
  if how = 'point' then
    execute format($q$
      insert into places (collection, fid, area, measure, valid)
      select distinct on (t.fid, t.valid, u.valid) %1$L, t.fid, u.area, 1, t.valid * u.valid
      from %1$I t join units u on st_intersects(u.geom, t.geom) and u.valid && t.valid
      order by t.fid, t.valid, u.valid, u.rank
    $q$, wanted);
  elsif how = 'most' then
    execute format($q$
      insert into places (collection, fid, area, measure, valid)
      select distinct on (t.fid, t.valid, u.valid) %1$L, t.fid, u.area, 1, t.valid * u.valid
      from %1$I t join units u on st_intersects(u.geom, t.geom) and u.valid && t.valid
      cross join lateral (select st_intersection(t.geom, u.geom, 1e-9) as geom) piece
      order by t.fid, t.valid, u.valid,
        km2(piece.geom) desc, km(piece.geom) desc, u.rank
    $q$, wanted);
  elsif how = 'cut' then
    -- what runs along a shared edge is the piece of the unit that claims it first
    execute format($q$
      insert into places (collection, fid, area, measure, geom, valid)
      select %1$L, t.fid, u.area, %3$s(coalesce(piece.geom, t.geom)), piece.geom, t.valid * u.valid
      from %1$I t join units u on st_intersects(u.geom, t.geom) and u.valid && t.valid
      cross join lateral (
        select st_union(o.geom, 1e-9) as geom from units o
        where o.valid = u.valid and o.area <> u.area and st_intersects(o.geom, t.geom)
          and %4$L = 'line' and o.rank < u.rank
      ) as claimed
      cross join lateral (
        select case when claimed.geom is null and st_covers(u.geom, t.geom) then null
          else st_multi(st_collectionextract(
            case when claimed.geom is null then st_intersection(t.geom, u.geom, 1e-9)
              else st_difference(st_intersection(t.geom, u.geom, 1e-9), claimed.geom, 1e-9) end, %2$s)) end as geom
      ) as piece
      where piece.geom is null or not st_isempty(piece.geom)
    $q$, wanted, case shape when 'line' then 2 else 3 end, case shape when 'line' then 'km' else 'km2' end, shape);
  end if;
end $$;

-- The smallest units that the county answers for: they, and all above them, up to a county.
create function units_in_charge(at date) returns table (area integer)
language sql stable as $$
  select l.leaf
  from lineage l join areas a on a.fid = l.unit and a.valid @> at
  where l.valid @> at
  group by l.leaf
  having bool_and(a.in_charge) and bool_or(l.level = 'county')
$$;

-- What counts on a day: things in units that the county answers for.
create function places_at(wanted text, at date)
returns table (fid integer, area integer, measure double precision, geom geometry)
language sql stable as $$
  with charged as materialized (select area from units_in_charge(at))
  select p.fid, p.area, p.measure, p.geom
  from places p join charged using (area)
  where p.collection = wanted and p.valid @> at
$$;

-- Gives each area its parent where it has none: by its code, else by where it lies. A county row is made
-- of its townships where none was loaded.
create function adopt_areas(from_source integer) returns void
language plpgsql as $$
begin
  if not exists (select from areas where level = 'county') then
    insert into areas (valid, source, code, name, level, geom)
    select daterange(min(lower(valid)), null), from_source, setting('code') #>> '{}', setting('name') #>> '{}', 'county',
      st_multi(st_union(geom, 1e-9))
    from areas
    where level = 'township' and (code is null or code like (setting('code') #>> '{}') || '%')
    having count(*) > 0;
  end if;
  update areas a set parent = p.fid
  from areas p
  where a.parent is null and p.valid && a.valid
    and (p.level, a.level) in (('county', 'township'), ('township', 'community'))
    and p.code = left(a.code, length(p.code));
  update areas a set parent = (
    select p.fid from areas p
    where p.valid && a.valid and (p.level, a.level) in (('county', 'township'), ('township', 'community'))
      and st_intersects(p.geom, st_pointonsurface(a.geom))
    order by p.code nulls last, p.fid limit 1)
  where a.parent is null and a.code is null and a.level <> 'county';
end $$;

-- Fresh statistics, without which no plan is good; not of geometry, of which the embedded engine's are at
-- times not numbers a planner can use.
create function analyze_plain(tables text[]) returns void
language plpgsql as $$
begin
  execute (
    select string_agg(format('analyze %I (%s)', table_name, columns), ';')
    from (
      select table_name, string_agg(quote_ident(column_name), ', ') as columns
      from information_schema.columns
      where table_schema = current_schema() and table_name = any (tables) and udt_name <> 'geometry'
      group by table_name
    ) as plain);
end $$;

-- After any change: who lies where. Collections come as [{"id": …, "placing": …, "shape": …}].
create function settle(collections jsonb) returns void
language plpgsql as $$
begin
  perform analyze_plain((select array_agg(c ->> 'id') from jsonb_array_elements(collections) as c));
  perform refresh_units();
  perform analyze_plain(array['units', 'lineage']);
  perform place(c ->> 'id', c ->> 'placing', c ->> 'shape') from jsonb_array_elements(collections) as c;
  perform analyze_plain(array['places']);
  perform touch(c ->> 'id') from jsonb_array_elements(collections) as c;
end $$;
