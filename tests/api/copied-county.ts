import { type Database, identifier } from '#server/database/database.ts'

/**
 * Fills the tables of a county just made with the rows of another, as they are: the sample takes many times as long to
 * make. Nothing is worked out or checked again, for all of it was, where it comes from.
 */
export async function copyCounty(from: string, to: Database): Promise<void> {
  const tables = await to.query<{ name: string; columns: string }>(
    `select quote_ident(t.relname) as name, string_agg(quote_ident(a.attname), ', ' order by a.attnum) as columns
     from pg_class t join pg_attribute a on a.attrelid = t.oid
     where t.relnamespace = current_schema()::regnamespace and t.relkind = 'r'
       and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
     group by t.relname`,
  )
  const counters = await to.query<{ name: string }>(
    `select quote_ident(relname) as name from pg_class where relnamespace = current_schema()::regnamespace and relkind = 'S'`,
  )
  const old = identifier(from)
  await to.transaction(async (inside) => {
    await inside.query('set local session_replication_role = replica')
    for (const { name, columns } of tables) {
      await inside.query(`delete from ${name}`)
      await inside.query(
        `insert into ${name} (${columns}) overriding system value select ${columns} from ${old}.${name}`,
      )
    }
    for (const { name } of counters) {
      await inside.query(`select setval('${name}', last_value, is_called) from ${old}.${name}`)
    }
  })
  for (const { name } of tables) await to.query(`analyze ${name}`)
}
