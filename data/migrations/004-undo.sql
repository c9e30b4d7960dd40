-- Versions as they stood before an import changed or removed them, so that it can be undone. Geometry apart, for JSON
-- would round it.
create table displaced (
  source integer not null,
  before jsonb not null,
  geom geometry
);
create index on displaced (source);

-- Of imports from before this, nothing was kept.
alter table imports add column undoable boolean not null default false;
alter table imports alter column undoable set default true;
