-- Photos of things, freed of what cameras write beside a picture. The picture itself stands here too, so that one backup
-- holds all. Like corrections they know their thing by its collection and fid.
create table thing_photos (
  id integer generated always as identity primary key,
  collection text not null,
  fid integer not null,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  type text not null check (type in ('image/jpeg', 'image/png', 'image/webp')),
  width integer not null check (width > 0),
  height integer not null check (height > 0),
  caption text,
  bytes bytea not null,
  file text not null,
  came timestamptz not null,
  unique (collection, fid, sha256)
);
create index on thing_photos (sha256);
comment on column thing_photos.came is 'when it was taken in: the same moment for all of one command, which can be taken back';
-- A picture is packed already.
alter table thing_photos alter column bytes set storage external;
