-- What the county decides and promises is data too, and has versions as rows have, by which pages ask anew; told by that (011).
create function touch_table() returns trigger language plpgsql as $$
begin
  perform touch(tg_table_name);
  return null;
end $$;

-- Whatever else reads a setting, rows that are worked out and figures, is another from then on.
create function touch_all() returns trigger language plpgsql as $$
begin
  update versions set version = version + 1;
  return null;
end $$;

drop trigger live on targets;
drop trigger live on settings;
create trigger touched after insert or update or delete on targets for each statement execute function touch_table();
create trigger touched after insert or update or delete on settings for each statement execute function touch_all();
