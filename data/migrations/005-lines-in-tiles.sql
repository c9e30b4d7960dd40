-- PostGIS 3.3 leaves out of a tile any line, however long, that ends where it began and is thinner than a unit, such as
-- a street drawn there and back. A line's parts, each in halves where its ends are nearer than `gap`, do not vanish.
create function in_halves(line geometry, gap double precision) returns geometry
language sql immutable as $$
  select st_collect(piece.of)
  from st_dump(line) as part
  cross join lateral (select st_distance(st_startpoint(part.geom), st_endpoint(part.geom)) < gap as closed) as ends
  cross join lateral (
    select part.geom where not ends.closed
    union all
    select st_linesubstring(part.geom, half / 2.0, (half + 1) / 2.0)
    from generate_series(0, 1) as half where ends.closed
  ) as piece (of)
$$;
