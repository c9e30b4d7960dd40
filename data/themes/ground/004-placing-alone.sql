-- After any change: who lies where. Collections come as [{"id": …, "placing": …, "shape": …}]. Which of them have another
-- version then is for those who know what changed to say.
create function place_all(collections jsonb) returns void
language plpgsql as $$
begin
  perform analyze_plain((select array_agg(c ->> 'id') from jsonb_array_elements(collections) as c));
  perform refresh_units();
  perform refresh_charge();
  perform analyze_plain(array['units', 'lineage']);
  perform place(c ->> 'id', c ->> 'placing', c ->> 'shape') from jsonb_array_elements(collections) as c;
  perform analyze_plain(array['places']);
end $$;

-- For a server of an earlier build, which knows no more than that something did: all have another version.
create or replace function settle(collections jsonb) returns void
language sql as $$
  select place_all(collections);
  select touch(c ->> 'id') from jsonb_array_elements(collections) as c;
$$;
