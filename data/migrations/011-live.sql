-- Whoever listens on the channel `live` of a county hears, once it is committed, that what the county shows has become
-- another: `data`, or `display <id>`. Told here, so that it does not matter who changed it: a server, a command, a hand.
create function tell_live() returns trigger language plpgsql as $$
begin
  perform pg_notify(tg_table_schema || '_live', 'data');
  return null;
end $$;

create function tell_display() returns trigger language plpgsql as $$
begin
  perform pg_notify(tg_table_schema || '_live', 'display ' || coalesce(new.id, old.id));
  return null;
end $$;

create trigger live after insert or update or delete on versions for each statement execute function tell_live();
create trigger live after insert or update or delete on settings for each statement execute function tell_live();
create trigger live after insert or update or delete on targets for each statement execute function tell_live();
create trigger live after insert or update or delete on displays for each row execute function tell_display();
