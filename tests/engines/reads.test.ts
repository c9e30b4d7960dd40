import { describe, expect, it } from 'vitest'
import { identifier, type Queryable } from '#server/database/database.ts'
import { rowsOf } from '#server/features/queries.ts'
import { Reads } from '#server/reads.ts'
import { sampleCounty } from '../api/county.ts'

const county = sampleCounty()
const day = '2026-06-30'

/** The tables that PostgreSQL itself says were looked into so far, with how often. */
async function scans(on: Queryable): Promise<Map<string, number>> {
  const rows = await on.query<{ name: string; times: number }>(
    `select relname as name, (coalesce(seq_scan, 0) + coalesce(idx_scan, 0))::integer as times
     from pg_stat_xact_user_tables where schemaname = current_schema()`,
  )
  return new Map(rows.map(({ name, times }) => [name, times]))
}

/** The collections that are looked into while something is asked. */
function lookedInto(...questions: string[]): Promise<string[]> {
  return county().database.transaction(async (inside) => {
    const before = await scans(inside)
    for (const question of questions) await inside.query(`select count(row(one.*)) from (${question}) as one`, [day])
    const after = await scans(inside)
    return [...after].flatMap(([name, times]) =>
      times > (before.get(name) ?? 0) && county().catalogue.collections.has(name) ? [name] : [],
    )
  })
}

describe('what PostgreSQL looks into, the functions were known to read', () => {
  it('for every indicator: its rows, what is behind and who answers', async () => {
    const { database, catalogue } = county()
    const reads = await Reads.of(database)
    const answers = catalogue.themes.flatMap((theme) => theme.answers ?? [])
    let found = 0
    for (const indicator of catalogue.indicators.values()) {
      const functions = [
        `${indicator.id}_evidence`,
        ...(indicator.shortfall ? [`${indicator.id}_shortfall`] : []),
        ...answers,
      ]
      const looked = await lookedInto(...functions.map((name) => `select * from ${identifier(name)}($1::date)`))
      expect(reads.ofIndicator(indicator, catalogue), indicator.id).toEqual(expect.arrayContaining(looked))
      found += looked.length
    }
    expect(found).toBeGreaterThan(40)
  })

  it('for every collection: its rows on a day', async () => {
    const { database, catalogue } = county()
    const reads = await Reads.of(database)
    for (const collection of catalogue.collections.values()) {
      for (const one of await lookedInto(`select * from ${rowsOf(collection)} as rows`))
        expect(reads.restingOn([one], catalogue), one).toContain(collection.id)
    }
  })
})
