-- The verdict on each point or water on a day, and the day since which it has been this one.
create or replace function water_verdicts_at(wanted text, at date) returns table (
  fid integer, verdict text, verdict_reasons text, verdict_reasons_en text, verdict_standard text, verdict_since date
)
language sql stable as $$
  select v.fid, v.verdict, v.reasons, v.reasons_en, v.standard, coalesce(
    (select max(upper(b.valid)) from water_verdicts b
      where b.fid = v.fid and upper(b.valid) <= lower(v.valid) and b.verdict <> v.verdict),
    (select min(lower(b.valid)) from water_verdicts b where b.fid = v.fid))
  from water_verdicts v
  where v.collection = wanted and v.valid @> at
$$;

-- Waters as the map shows them: what their samples say, and what is left to do about each. A row may tell of a
-- listing or a striking off that lies after the day; it holds from its own date on.
create or replace function water_bodies_at(at date) returns table (
  fid integer, valid daterange, source integer, source_row integer, code text, name text, stage text,
  listed_on date, struck_off_on date, geom geometry, geom_3857 geometry, verdict text, verdict_reasons text,
  verdict_reasons_en text, verdict_standard text, verdict_since date, course text
)
language sql stable as $$
  select w.fid, w.valid, w.source, w.source_row, w.code, w.name, w.stage, w.listed_on, w.struck_off_on,
    w.geom, w.geom_3857, coalesce(v.verdict, 'no-verdict'), v.verdict_reasons, v.verdict_reasons_en,
    v.verdict_standard, v.verdict_since,
    case
      when w.stage = 'unlisted' or w.listed_on > at then 'unlisted'
      when w.stage <> 'struck_off' or w.struck_off_on > at then 'remaining'
      when v.verdict in ('mild', 'severe') then 'relapsed'
      else 'done'
    end
  from water_bodies w
  left join water_verdicts_at('water_bodies', at) v on v.fid = w.fid
  where w.valid @> at
$$;

create or replace function water_points_at(at date) returns table (
  fid integer, valid daterange, source integer, source_row integer, code text, name text, water integer,
  sequence integer, geom geometry, geom_3857 geometry, verdict text, verdict_reasons text,
  verdict_reasons_en text, verdict_standard text, verdict_since date
)
language sql stable as $$
  select p.fid, p.valid, p.source, p.source_row, p.code, p.name, p.water, p.sequence, p.geom, p.geom_3857,
    coalesce(v.verdict, 'no-verdict'), v.verdict_reasons, v.verdict_reasons_en, v.verdict_standard, v.verdict_since
  from water_points p
  left join water_verdicts_at('water_points', at) v on v.fid = p.fid
  where p.valid @> at
$$;

-- Listed waters not yet struck off, and those struck off that are graded black-odorous again; over all
-- that were ever listed.
create or replace function black_water_remaining_evidence(at date) returns setof evidence
language sql stable as $$
  select 'water_bodies', w.fid, p.area,
    case when w.course in ('remaining', 'relapsed') then 1 else 0 end,
    1,
    note(w.name, case w.course
      when 'relapsed' then words('反弹', 'relapsed')
      when 'done' then words('已销号', 'struck off')
      else words('未销号', 'not struck off') end),
    w.geom
  from places_at('water_bodies', at) p
  join water_bodies_at(at) w on w.fid = p.fid
  where w.course <> 'unlisted'
$$;

-- Listed waters whose samples make them black-odorous on the day, whatever became of them on paper; one without a
-- verdict is none of them, and is said to be without.
create or replace function black_water_graded_evidence(at date) returns setof evidence
language sql stable as $$
  select 'water_bodies', w.fid, p.area,
    case when w.verdict in ('mild', 'severe') then 1 else 0 end,
    1,
    note(w.name, case w.verdict
      when 'clear' then words('不黑不臭', 'clear')
      when 'mild' then words('轻度黑臭', 'mild')
      when 'severe' then words('重度黑臭', 'severe')
      else words('无法评定', 'no verdict') end),
    w.geom
  from places_at('water_bodies', at) p
  join water_bodies_at(at) w on w.fid = p.fid
  where w.course <> 'unlisted'
$$;

-- Outfalls whose origin is known, over all that were found.
create or replace function outfalls_traced_evidence(at date) returns setof evidence
language sql stable as $$
  select 'outfalls', o.fid, p.area,
    case when o.tracing in ('traced', 'treated') then 1 else 0 end,
    1,
    note(coalesce(o.name, o.code, '#' || o.fid), case o.tracing
      when 'treated' then words('已整治', 'treated')
      when 'traced' then words('已溯源', 'traced')
      else words('未溯源', 'not traced') end),
    o.geom
  from places_at('outfalls', at) p
  join outfalls o on o.fid = p.fid and o.valid @> at
$$;

-- What derive.ts is given: all that decides a verdict on any day from `since` on.
create or replace function water_given(since date) returns jsonb
language sql stable as $$
  select jsonb_build_object(
    'since', case when isfinite(since) then since end,
    'settings', (
      select jsonb_agg(jsonb_build_object(
        'from', day,
        'standard', setting('water_standard', coalesce(day, '-infinity')),
        'days', setting('water_grading_days', coalesce(day, '-infinity'))) order by day nulls first)
      from (select distinct lower(valid) from settings where name in ('water_standard', 'water_grading_days'))
        as changed (day)),
    'waters', (
      select coalesce(jsonb_agg(jsonb_build_object('fid', fid, 'from', day)), '[]')
      from (select fid, min(lower(valid)) from water_bodies group by fid) as w (fid, day)),
    'points', (
      select coalesce(jsonb_agg(jsonb_build_object(
        'fid', fid, 'from', lower(valid), 'until', upper(valid), 'water', water, 'sequence', sequence,
        'name', coalesce(name, code, '#' || fid))), '[]')
      from water_points),
    'samples', (
      select coalesce(jsonb_agg(jsonb_build_object(
        'fid', fid, 'from', lower(valid), 'until', upper(valid), 'point', point, 'taken', taken_on, 'depth', depth,
        'transparency', transparency, 'dissolved_oxygen', dissolved_oxygen, 'orp', orp, 'ammonia', ammonia)), '[]')
      from water_samples
      where coalesce(upper(valid) > since, true) and taken_on > since - (
        select max(value::integer) from settings
        where name = 'water_grading_days' and jsonb_typeof(value) = 'number')))
$$;

-- Keeps what derive.ts made of it, in the place of what was kept from `since` on. As json, for jsonb holds no more
-- than 256 MB.
drop function if exists water_keep(jsonb, date);
create or replace function water_keep(derived json, since date) returns integer
language plpgsql as $$
declare
  changed integer;
begin
  create temporary table fresh on commit drop as
    select collection, fid, daterange("from", "until") as valid, verdict, standard, reasons
    from json_to_recordset(derived) as d (
      collection text, fid integer, "from" date, "until" date, verdict text, standard text, reasons jsonb);

  select count(distinct fid) into changed
  from (
    select fid from fresh f join water_verdicts v using (fid) where v.verdict <> f.verdict and v.valid && f.valid
    union all
    select fid from fresh f join water_samples s using (fid)
    where s.verdict <> f.verdict and lower(s.valid) = lower(f.valid)
  ) as others;

  delete from water_verdicts where lower(valid) >= since;
  update water_verdicts set valid = daterange(lower(valid), since) where valid @> since;
  insert into water_verdicts (collection, fid, valid, verdict, standard, reasons, reasons_en)
  select collection, fid, valid, verdict, standard, reasons ->> 'zh', reasons ->> 'en'
  from fresh where collection <> 'water_samples';
  update water_samples s
  set verdict = f.verdict, verdict_standard = f.standard, verdict_reasons = f.reasons ->> 'zh',
    verdict_reasons_en = f.reasons ->> 'en'
  from fresh f
  where f.collection = 'water_samples' and f.fid = s.fid and lower(f.valid) = lower(s.valid)
    and (s.verdict, s.verdict_standard, s.verdict_reasons) is distinct from (f.verdict, f.standard, f.reasons ->> 'zh');
  drop table fresh;
  return changed;
end $$;

-- Listed waters that are not struck off, or black-odorous again, the worst grade first, then the longest.
create or replace function black_water_remaining_shortfall(at date) returns setof shortfall
language sql stable as $$
  select 'water_bodies', w.fid, p.area, w.name,
    words(
      case w.verdict when 'severe' then '重度黑臭' when 'mild' then '轻度黑臭' when 'clear' then '不黑不臭' else '无法评定' end
        || case w.course when 'relapsed' then ' · 反弹' else ' · 未销号' end,
      case w.verdict when 'severe' then 'severe' when 'mild' then 'mild' when 'clear' then 'clear' else 'no verdict' end
        || case w.course when 'relapsed' then ' · relapsed' else ' · not struck off' end),
    begun.since, null::jsonb,
    case w.verdict when 'severe' then 2e6 when 'mild' then 1e6 else 0 end + coalesce(at - begun.since, 0)
  from places_at('water_bodies', at) p
  join water_bodies_at(at) w on w.fid = p.fid
  cross join lateral (
    select case w.course when 'relapsed' then w.verdict_since else w.listed_on end as since
  ) as begun
  where w.course in ('remaining', 'relapsed')
$$;
