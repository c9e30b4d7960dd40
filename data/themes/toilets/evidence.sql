-- Toilets as the map shows them: with whether they count, and why not.
create or replace function toilets_at(at date) returns table (
  fid integer, valid daterange, source integer, source_row integer, code text, name text, address text,
  class integer, kind text, ownership text, state text, stalls_women integer, stalls_men integer,
  geom geometry, geom_3857 geometry, counted text
)
language sql stable as $$
  select t.fid, t.valid, t.source, t.source_row, t.code, t.name, t.address, t.class, t.kind, t.ownership,
    t.state, t.stalls_women, t.stalls_men, t.geom, t.geom_3857,
    case
      when t.state <> 'open' then 'not-open'
      when t.kind = 'mobile' and not (select (setting('toilets_counted', at) -> 'mobile')::boolean) then 'mobile'
      when t.ownership = 'opened' and not (select (setting('toilets_counted', at) -> 'opened')::boolean) then 'opened'
      when not exists (select from built_up b where b.valid @> at and st_intersects(b.geom, t.geom)) then 'off-ground'
      else 'yes'
    end
  from toilets t
  where t.valid @> at
$$;

-- Toilets that count and stand on built-up ground, over that ground in km².
create or replace function toilet_density_evidence(at date) returns setof evidence
language sql stable as $$
  select 'toilets', t.fid, p.area, 1, 0, t.name, t.geom
  from places_at('toilets', at) p
  join toilets_at(at) t on t.fid = p.fid
  where t.counted = 'yes'
  union all
  select 'built_up', b.fid, p.area, 0, p.measure, coalesce(b.name, '建成区'), coalesce(p.geom, b.geom)
  from places_at('built_up', at) p
  join built_up b on b.fid = p.fid and b.valid @> at
$$;
