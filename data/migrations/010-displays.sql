-- Displays of the wall, each with its programme; and the screens that show them, as they last told of themselves.
create table displays (
  id text primary key check (id ~ '^[a-z0-9][a-z0-9-]{0,31}$'),
  title text not null check (title <> ''),
  profile jsonb not null,
  programme jsonb not null,
  changed timestamptz not null default now()
);

-- A display may run on several screens. The one that comes with the sample is in no table, so screens refer to none.
create table screens (
  display text not null,
  screen text not null,
  told jsonb not null,
  heard timestamptz not null default now(),
  primary key (display, screen)
);
comment on column screens.screen is 'made up by the screen itself, and kept by its browser';
