-- Scenarios of the planner: the query of the page's address, which holds all that the page shows, under a short id. They are
-- the county's own and stay when the sample goes; nobody's name stands with them.
create table scenarios (
  id text primary key check (id ~ '^[a-z2-9]{8}$'),
  name text not null check (name <> ''),
  note text not null,
  scene text not null check (starts_with(scene, '?')),
  created timestamptz not null default now(),
  changed timestamptz not null default now()
);
comment on column scenarios.note is 'empty where nothing is said';
