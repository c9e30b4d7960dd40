-- Shortfall: a row for each thing, or for its piece in an area, that keeps a promise from being met, and since when; the
-- greater its `weight` the worse. `since` is null where nobody knows; `who` is null where whoever answers for the place answers for the thing.
create type shortfall as (
  collection text,
  fid integer,
  area integer,
  name text,
  says jsonb,
  since date,
  who jsonb,
  weight double precision
);
