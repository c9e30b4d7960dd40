-- After any change: who lies where. Collections come as [{"id": …, "placing": …, "shape": …}]. Which of them have another
-- version then is for those who know what changed to say; `settle`, which gives all one, stays for a server of an earlier build.
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
