-- Whether the county answers for a unit, and for all above it up to a county: kept with the unit, so that no
-- question works it out for every area there is.
alter table units add in_charge boolean not null default false;
create index on units (area);
create index on areas ((coalesce(code, 'a' || fid)));
drop index places_area_idx;
create index on places (area, collection);

create function refresh_charge() returns void
language sql as $$
  update units u set in_charge = coalesce((
    select bool_and(a.in_charge) and bool_or(l.level = 'county')
    from lineage l join areas a on a.fid = l.unit and a.valid @> u.valid
    where l.leaf = u.area and l.valid = u.valid), false)
$$;
select refresh_charge();

create function charge_changed() returns trigger language plpgsql as $$
begin
  perform refresh_charge();
  return null;
end $$;
create trigger charge after update of in_charge on areas for each statement execute function charge_changed();

drop function units_in_charge(date);

-- What counts on a day: things in units that the county answers for.
create or replace function places_at(wanted text, at date)
returns table (fid integer, area integer, measure double precision, geom geometry)
language sql stable as $$
  select p.fid, p.area, p.measure, p.geom
  from places p join units u on u.area = p.area and u.valid @> at and u.in_charge
  where p.collection = wanted and p.valid @> at
$$;

-- After any change: who lies where. Collections come as [{"id": …, "placing": …, "shape": …}].
create or replace function settle(collections jsonb) returns void
language plpgsql as $$
begin
  perform analyze_plain((select array_agg(c ->> 'id') from jsonb_array_elements(collections) as c));
  perform refresh_units();
  perform refresh_charge();
  perform analyze_plain(array['units', 'lineage']);
  perform place(c ->> 'id', c ->> 'placing', c ->> 'shape') from jsonb_array_elements(collections) as c;
  perform analyze_plain(array['places']);
  perform touch(c ->> 'id') from jsonb_array_elements(collections) as c;
end $$;
