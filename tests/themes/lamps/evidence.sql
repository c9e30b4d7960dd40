create or replace function lamps_lit_evidence(at date) returns setof evidence
language sql stable as $$
  select 'lamps', t.fid, p.area, case when t.lit then 1 else 0 end, 1, note(t.code), t.geom
  from places_at('lamps', at) p
  join lamps t on t.fid = p.fid and t.valid @> at
$$;
