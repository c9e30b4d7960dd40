-- What the county decides is data too: as a setting or a target changes, so does its version, and what rests on it is asked
-- for anew with what rests on rows. Told by that (011).
create function touch_table() returns trigger language plpgsql as $$
begin
  perform touch(tg_table_name);
  return null;
end $$;

drop trigger live on settings;
drop trigger live on targets;
create trigger touched after insert or update or delete on settings for each statement execute function touch_table();
create trigger touched after insert or update or delete on targets for each statement execute function touch_table();
