-- Toilets as the map shows them: whether they count towards density and why not, and how women's stalls stand
-- to men's, urinals counted (CJJ 14-2016). Where a number is not known, or there are none to compare, nothing
-- is said of the ratio.
create or replace function toilets_at(at date) returns table (
  fid integer, valid daterange, source integer, source_row integer, code text, name text, address text,
  class integer, kind text, ownership text, state text, hours text, all_day boolean, stalls_women integer,
  stalls_men integer, urinals integer, crowded boolean, accessible boolean, third_room boolean,
  baby_table boolean, manager text, built_on date, geom geometry, geom_3857 geometry,
  counted text, stalls_ratio double precision, stalls_met text
)
language sql stable as $$
  select t.fid, t.valid, t.source, t.source_row, t.code, t.name, t.address, t.class, t.kind, t.ownership,
    t.state, t.hours, t.all_day, t.stalls_women, t.stalls_men, t.urinals, t.crowded, t.accessible, t.third_room,
    t.baby_table, t.manager, t.built_on, t.geom, t.geom_3857,
    case
      when t.state <> 'open' then 'not-open'
      when t.kind = 'mobile' and not (select (setting('toilets_counted', at) -> 'mobile')::boolean) then 'mobile'
      when t.ownership = 'opened' and not (select (setting('toilets_counted', at) -> 'opened')::boolean) then 'opened'
      when not exists (select from built_up b where b.valid @> at and st_intersects(b.geom, t.geom)) then 'off-ground'
      else 'yes'
    end,
    t.stalls_women::double precision / nullif(t.stalls_men + t.urinals, 0),
    case
      when t.stalls_women + t.stalls_men + t.urinals = 0 then 'unknown'
      when t.stalls_women >= wanted.ratio * (t.stalls_men + t.urinals) then 'yes'
      when t.stalls_women < wanted.ratio * (t.stalls_men + t.urinals) then 'no'
      else 'unknown'
    end
  from toilets t
  cross join lateral (
    select ((select setting('toilet_stall_ratio', at))
      ->> case when t.crowded then 'crowded' else 'usual' end)::numeric as ratio
  ) as wanted
  where t.valid @> at
$$;

-- Toilets that count and stand on built-up ground, over that ground in km².
create or replace function toilet_density_evidence(at date) returns setof evidence
language sql stable as $$
  select 'toilets', t.fid, p.area, 1, 0, note(t.name), t.geom
  from places_at('toilets', at) p
  join toilets_at(at) t on t.fid = p.fid
  where t.counted = 'yes'
  union all
  select 'built_up', b.fid, p.area, 0, p.measure,
    note(b.name, case when b.name is null then words('建成区', 'built-up area') end), coalesce(p.geom, b.geom)
  from places_at('built_up', at) p
  join built_up b on b.fid = p.fid and b.valid @> at
$$;

create or replace function say_stalls(women integer, men integer, urinals integer) returns jsonb
language sql stable as $$
  select words(
    format('女 %s，男 %s + 小便位 %s', women, men, urinals),
    format('women %s, men %s + urinals %s', women, men, urinals))
$$;

-- Women's stalls of the open toilets over men's and urinals; of those whose numbers are not known only the
-- name.
create or replace function toilet_stalls_evidence(at date) returns setof evidence
language sql stable as $$
  select 'toilets', t.fid, p.area,
    case when stalls.known then t.stalls_women else 0 end,
    case when stalls.known then t.stalls_men + t.urinals else 0 end,
    note(t.name, case when stalls.known
      then say_stalls(t.stalls_women, t.stalls_men, t.urinals)
      else words('厕位数不详', 'stalls not known') end),
    t.geom
  from places_at('toilets', at) p
  join toilets t on t.fid = p.fid and t.valid @> at
  cross join lateral (select t.stalls_women + t.stalls_men + t.urinals is not null as known) as stalls
  where t.state = 'open'
$$;

-- Open toilets whose own ratio is met, the higher one where crowds are large, over all whose numbers are known.
create or replace function toilet_stalls_met_evidence(at date) returns setof evidence
language sql stable as $$
  select 'toilets', t.fid, p.area,
    case t.stalls_met when 'yes' then 1 else 0 end,
    case t.stalls_met when 'unknown' then 0 else 1 end,
    note(t.name,
      case t.stalls_met
        when 'unknown' then words('厕位数不详', 'stalls not known')
        when 'no' then say_stalls(t.stalls_women, t.stalls_men, t.urinals) end,
      case when t.stalls_met = 'no' and t.crowded then words('人流密集', 'large crowds') end),
    t.geom
  from places_at('toilets', at) p
  join toilets_at(at) t on t.fid = p.fid
  where t.state = 'open'
$$;

-- Toilets that stand and are not open, and so do not count, those first that have been shut longest.
create or replace function toilet_density_shortfall(at date) returns setof shortfall
language sql stable as $$
  select 'toilets', t.fid, p.area, t.name,
    case t.state
      when 'closed' then words('停用', 'closed')
      when 'rebuilding' then words('改造中', 'being rebuilt')
      else words('建设中', 'being built') end,
    shut.since, null::jsonb, at - shut.since
  from places_at('toilets', at) p
  join toilets t on t.fid = p.fid and t.valid @> at
  cross join lateral (
    select coalesce(
      (select max(upper(o.valid)) from toilets o where o.fid = t.fid and o.state = 'open' and upper(o.valid) <= at),
      (select min(lower(o.valid)) from toilets o where o.fid = t.fid)) as since
  ) as shut
  where t.state <> 'open'
$$;
