-- Waters as the map shows them: what is left to do about each.
create or replace function water_bodies_at(at date) returns table (
  fid integer, valid daterange, source integer, source_row integer, code text, name text, stage text,
  listed_on date, struck_off_on date, verdict text, verdict_reasons text, geom geometry, geom_3857 geometry,
  course text
)
language sql stable as $$
  select w.fid, w.valid, w.source, w.source_row, w.code, w.name, w.stage, w.listed_on, w.struck_off_on,
    w.verdict, w.verdict_reasons, w.geom, w.geom_3857,
    case
      when w.stage = 'unlisted' then 'unlisted'
      when w.stage = 'struck_off' and w.verdict in ('mild', 'severe') then 'relapsed'
      when w.stage = 'struck_off' then 'done'
      else 'remaining'
    end
  from water_bodies w
  where w.valid @> at
$$;

-- Listed waters not yet struck off, and those struck off that are graded black-odorous again; over all
-- that were ever listed.
create or replace function black_water_remaining_evidence(at date) returns setof evidence
language sql stable as $$
  select 'water_bodies', w.fid, p.area,
    case when w.course in ('remaining', 'relapsed') then 1 else 0 end,
    1,
    w.name || case w.course when 'relapsed' then ' · 反弹' when 'done' then ' · 已销号' else ' · 未销号' end,
    w.geom
  from places_at('water_bodies', at) p
  join water_bodies_at(at) w on w.fid = p.fid
  where w.stage <> 'unlisted'
$$;
