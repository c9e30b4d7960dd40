-- Tiles of low zooms hold other features than before. Browsers keep the old ones under addresses that name a version, so
-- every collection gets a new one.
update versions set version = version + 1;
