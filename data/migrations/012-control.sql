-- Whoever holds a display's token steers it from a phone or a clicker, until there are accounts.
alter table displays add column token text not null default replace(gen_random_uuid()::text, '-', '');

-- Which turn of its slot a display was put to by hand, since when, and whether it stays there.
create table controls (
  display text primary key,
  slot integer not null,
  turn integer not null,
  stays boolean not null,
  since timestamptz not null default now()
);

create function tell_control() returns trigger language plpgsql as $$
begin
  perform pg_notify(tg_table_schema || '_live', 'display ' || coalesce(new.display, old.display));
  return null;
end $$;
create trigger live after insert or update or delete on controls for each row execute function tell_control();
