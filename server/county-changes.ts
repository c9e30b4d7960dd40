import { today } from '#data/model/day.ts'
import type { Indicator } from '#data/model/indicator.ts'
import { identifier, type Queryable } from './database/database.ts'
import { recordDay } from './indicators/queries.ts'
import { Reads } from './reads.ts'
import type { Catalogue } from './themes/load-themes.ts'

/** Before any day, as the database writes it. */
export const allDays = '-infinity'

/**
 * After things changed, inside the same transaction: each is placed in its unit anew, what themes derive is derived, what
 * may be another gets a new version, and the figures of today and of every recorded day since `since` are recorded again.
 * @param changed the collection that changed; none where any may have
 */
export async function settle(on: Queryable, catalogue: Catalogue, since: string, changed?: string): Promise<void> {
  await placeThings(on, catalogue)
  await deriveThings(on, catalogue, since, changed)
  await touchThings(on, catalogue, changed)
  await recordDays(on, catalogue.indicators.values(), await recordedDays(on, since))
}

/**
 * After a rule changed, inside one transaction: what themes derive is derived anew for all days, and their figures
 * are recorded again.
 * @returns of how many things the result is another
 * @throws {CannotDerive} where the rule makes no sense
 */
export async function deriveAnew(on: Queryable, catalogue: Catalogue): Promise<number> {
  const changed = await deriveThings(on, catalogue, allDays)
  const days = await recordedDays(on, allDays)
  for (const { theme } of catalogue.deriving) {
    await touchThings(on, catalogue, theme.collections[0]?.id)
    await recordDays(on, theme.indicators, days)
  }
  return changed
}

/**
 * Gives new versions to what may be another, by which tiles and figures go: to a collection that changed, to all of its
 * theme's where something is derived from it, and to all that is worked out from those; or to every one.
 * @param changed the collection that changed; none where any may have
 */
export async function touchThings(on: Queryable, catalogue: Catalogue, changed?: string): Promise<void> {
  // where everything lies is worked out from the areas
  const any = changed === undefined || changed === 'areas'
  const deriving = catalogue.deriving.find(({ theme }) => theme.collections.some(({ id }) => id === changed))
  const first = deriving?.theme.collections.map(({ id }) => id) ?? [changed ?? '']
  const ids = any ? [...catalogue.collections.keys()] : (await Reads.of(on)).restingOn(first, catalogue)
  await on.query('select touch(id) from unnest($1::text[]) as id', [ids])
}

/** @returns of how many things the result is another */
export async function deriveThings(
  on: Queryable,
  catalogue: Catalogue,
  since: string,
  changed?: string,
): Promise<number> {
  let others = 0
  for (const { theme, derive } of catalogue.deriving) {
    if (changed !== undefined && !theme.collections.some(({ id }) => id === changed)) continue
    const [given, keep] = [identifier(`${theme.id}_given`), identifier(`${theme.id}_keep`)]
    const [row] = await on.query<{ given: unknown }>(`select ${given}($1::date) as given`, [since])
    const derived = JSON.stringify(derive(row?.given))
    const [kept] = await on.query<{ others: number }>(`select ${keep}($1::json, $2::date) as others`, [derived, since])
    others += kept?.others ?? 0
  }
  return others
}

/** Empties what themes derived. */
export async function forgetDerived(on: Queryable, catalogue: Catalogue): Promise<void> {
  for (const { theme } of catalogue.deriving)
    await on.query(`select ${identifier(`${theme.id}_keep`)}('[]', $1::date)`, [allDays])
}

async function recordedDays(on: Queryable, since: string): Promise<Set<string>> {
  const days = await on.query<{ day: string }>('select distinct day from indicator_days where day >= $1::date', [since])
  return new Set([...days.map(({ day }) => day), today()])
}

export async function placeThings(on: Queryable, catalogue: Catalogue): Promise<void> {
  const collections = [...catalogue.collections.values()].map(({ id, placing, shape }) => ({ id, placing, shape }))
  await on.query('select place_all($1::jsonb)', [JSON.stringify(collections)])
}

export async function recordDays(on: Queryable, of: Iterable<Indicator>, days: Iterable<string>): Promise<void> {
  const indicators = [...of]
  for (const day of days) {
    for (const indicator of indicators) await recordDay(on, indicator, day)
  }
}

/** Gives each indicator without any target the ones its theme declares. `year` is the year they fall due in. */
export async function seedTargets(on: Queryable, catalogue: Catalogue, year: string, sample: boolean): Promise<void> {
  for (const indicator of catalogue.indicators.values()) {
    const [found] = await on.query('select from targets where indicator = $1 limit 1', [indicator.id])
    if (found !== undefined) continue
    for (const target of indicator.targets) {
      const document = sample
        ? { zh: `演示（仿${target.document.zh}）`, en: `sample (after ${target.document.en})` }
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
