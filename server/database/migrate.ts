import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Setting } from '#data/model/setting.ts'
import type { LoadedTheme } from '../themes/load-themes.ts'
import { type Database, identifier, type Queryable } from './database.ts'

const home = new URL('../../data/migrations/', import.meta.url)

/** A numbered migration that was applied here differs from the file of the same name: it must never change. */
export class MigrationChanged extends Error {
  constructor(id: string) {
    super(`migration ${id} was changed after it was applied; add a new one instead`)
    this.name = 'MigrationChanged'
  }
}

/**
 * Brings the county's schema up to date: numbered SQL once, evidence functions whenever their text
 * changes, and the settings that themes declare. All in one transaction under a lock of the county's own, so that servers may start together.
 * @returns the ids of what was applied
 */
export async function migrate(database: Database, themes: readonly LoadedTheme[]): Promise<string[]> {
  return database.transaction(async (inside) => {
    await inside.query(`select pg_advisory_xact_lock(hashtext($1))`, [`${database.schema} migrate`])
    await inside.query(`
      create table if not exists migrations (
        id text primary key,
        sha256 text not null,
        applied_at timestamptz not null default now()
      )`)
    const before = await inside.query<{ id: string; sha256: string }>('select id, sha256 from migrations')
    const known = new Map(before.map(({ id, sha256 }) => [id, sha256]))
    const applied: string[] = []

    for (const step of steps(themes)) {
      const hash = sha256(step.text)
      if (known.get(step.id) === hash) continue
      if (known.has(step.id) && !step.again) throw new MigrationChanged(step.id)
      await apply(database, inside, step, hash)
      applied.push(step.id)
    }
    // what was worked out by other functions may be another
    if (applied.length > 0) await inside.query('update versions set version = version + 1')
    for (const { theme } of themes) for (const setting of theme.settings ?? []) await seed(inside, setting)
    return applied
  })
}

interface Step {
  id: string
  text: string
  /** Re-created whenever it changes. */
  again: boolean
}

/** A setting the county does not have begins as its theme declares it. */
async function seed(inside: Queryable, { name, value, source }: Setting): Promise<void> {
  await inside.query(
    `insert into settings (name, value, note)
     select $1, $2::jsonb, $3 where not exists (select from settings where name = $1)`,
    [name, JSON.stringify(value), source.zh],
  )
}

async function apply(database: Database, inside: Queryable, step: Step, hash: string): Promise<void> {
  // what a function returns may have changed too, and then it cannot be replaced
  const functions = step.again ? [...step.text.matchAll(/^create or replace function (\w+)/gm)] : []
  for (const [, name = ''] of functions) await inside.query(`drop function if exists ${identifier(name)}`)
  await database.script(step.text, inside)
  await inside.query(
    `insert into migrations (id, sha256) values ($1, $2)
     on conflict (id) do update set sha256 = excluded.sha256, applied_at = now()`,
    [step.id, hash],
  )
}

function steps(themes: readonly LoadedTheme[]): Step[] {
  const common = readdirSync(home)
    .filter((name) => name.endsWith('.sql'))
    .sort()
    .map((name) => ({ id: name, text: readFileSync(new URL(name, home), 'utf8'), again: false }))
  const own = themes.flatMap(({ theme, folder }) =>
    readdirSync(folder)
      .filter((name) => /^\d{3}-.*\.sql$/.test(name))
      .sort()
      .concat(theme.indicators.length > 0 ? ['evidence.sql'] : [])
      .map((name) => ({
        id: `${theme.id}/${name}`,
        text: readFileSync(join(folder, name), 'utf8'),
        again: name === 'evidence.sql',
      })),
  )
  return [...common, ...own]
}

/** Line endings are the checkout's, not the migration's. */
function sha256(text: string): string {
  return createHash('sha256').update(text.replaceAll('\r\n', '\n')).digest('hex')
}
