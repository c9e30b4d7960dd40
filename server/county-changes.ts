import { today } from '#data/model/day.ts'
import type { Queryable } from './database/database.ts'
import { recordDay } from './indicators/queries.ts'
import type { Catalogue } from './themes/load-themes.ts'

/**
 * After things changed, inside the same transaction: each is placed in its unit anew, tiles get a new
 * version, and the figures of today and of every recorded day since `since` are recorded again.
 */
export async function settle(on: Queryable, catalogue: Catalogue, since: string): Promise<void> {
  await placeThings(on, catalogue)
  const days = await on.query<{ day: string }>('select distinct day from indicator_days where day >= $1::date', [since])
  await recordDays(on, catalogue, new Set([...days.map(({ day }) => day), today()]))
}

export async function placeThings(on: Queryable, catalogue: Catalogue): Promise<void> {
  const collections = [...catalogue.collections.values()].map(({ id, placing, shape }) => ({ id, placing, shape }))
  await on.query('select settle($1::jsonb)', [JSON.stringify(collections)])
}

export async function recordDays(on: Queryable, catalogue: Catalogue, days: Iterable<string>): Promise<void> {
  for (const day of days) {
    for (const indicator of catalogue.indicators.values()) await recordDay(on, indicator, day)
  }
}

/** Gives each indicator without any target the ones its theme declares. `year` is the year they fall due in. */
export async function seedTargets(on: Queryable, catalogue: Catalogue, year: string, sample: boolean): Promise<void> {
  for (const indicator of catalogue.indicators.values()) {
    const [found] = await on.query('select from targets where indicator = $1 limit 1', [indicator.id])
    if (found !== undefined) continue
    for (const target of indicator.targets) {
      const document = sample
        ? { zh: `演示 (after ${target.document.zh})`, en: `demonstration (after ${target.document.en})` }
        : target.document
      await on.query(
        `insert into targets (indicator, issuer, value, due, no_date, document)
         values ($1, $2, $3::double precision, $4::date, $5::jsonb, $6::jsonb)`,
        [
          indicator.id,
          target.issuer,
          target.value,
          target.due === undefined ? null : `${year}-12-31`,
          target.noDate === undefined ? null : JSON.stringify(target.noDate),
          JSON.stringify(document),
        ],
      )
    }
  }
}
