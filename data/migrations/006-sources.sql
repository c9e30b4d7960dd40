-- Which files the rows of a day came from is asked with every figure.
do $$
declare
  things regclass;
begin
  for things in
    select format('%I', table_name)::regclass
    from information_schema.columns
    where table_schema = current_schema() and column_name = 'source_row'
      and table_name in (select relname from pg_class where relnamespace = current_schema()::regnamespace and relkind = 'r')
  loop
    execute format('create index on %s (source)', things);
  end loop;
end $$;
