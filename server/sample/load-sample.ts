import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { addDays, daysBetween } from '#data/model/day.ts'
import type { Thing } from '#data/model/thing.ts'
import { countyOf, moveOf } from '#data/sample/neighbours.ts'
import type { Skeleton } from '#data/sample/skeleton.ts'
import {
  allDays,
  deriveThings,
  forgetDerived,
  placeThings,
  recordDays,
  seedTargets,
  touchThings,
} from '../county-changes.ts'
import type { Database, Queryable, Transaction } from '../database/database.ts'
import { mapFields } from '../imports/map-fields.ts'
import { takeRows } from '../imports/take-rows.ts'
import type { Catalogue, LoadedTheme } from '../themes/load-themes.ts'
import { checkLocks, checkRows } from './room.ts'

type SampleOf = (county: Skeleton, today: string) => Record<string, Thing[]>

/**
 * Fills an empty schema with the make-believe county, or several side by side, through the same door as a county's
 * files, in one transaction. Servers that start together wait for one another; the later one finds it done.
 * @param made how many counties, 1 unless said, and the days whose figures are recorded
 * @returns whether it was loaded
 * @throws {TooManyCounties}
 */
export async function loadSample(
  database: Database,
  loaded: readonly LoadedTheme[],
  catalogue: Catalogue,
  today: string,
  say: (line: string) => void = () => {},
  { counties = 1, days = recordedDays(today) }: { counties?: number; days?: readonly string[] } = {},
): Promise<boolean> {
  return database.transaction(async (inside) => {
    await inside.query('select pg_advisory_xact_lock(hashtext($1))', [`${database.schema} sample`])
    if (!(await takesSample(inside))) return false
    if (database.engine === 'postgis') await checkLocks(inside, counties)
    say('演示数据：正在绣一座县城 … making the sample county')
    for (let n = 1; n <= counties; n++) {
      const county = countyOf(n)
      let taken = 0
      for (const { theme, folder } of loaded) {
        const things = await sampleOf(folder, county, today)
        for (const collection of theme.collections) {
          const rows = things[collection.id]?.map(moveOf(n))
          if (rows !== undefined) await takeThings(inside, catalogue, collection.id, rows, county.seed, today)
          taken += rows?.length ?? 0
        }
        if (counties === 1) say(`  ${theme.title.zh} ${theme.title.en}`)
      }
      if (database.engine === 'embedded') checkRows(counties, taken)
      if (counties > 1) say(`  ${n}/${counties}  ${county.code}  ${taken.toLocaleString('en')} 行 rows`)
    }
    await inside.query(`update settings set value = 'true' where name = 'sample'`)
    await seedTargets(inside, catalogue, today.slice(0, 4), true)
    say('  一年的数字 the figures of a year')
    await placeThings(inside, catalogue)
    await deriveThings(inside, catalogue, allDays)
    await touchThings(inside, catalogue)
    await recordDays(inside, catalogue.indicators.values(), days)
    return true
  })
}

/**
 * Whether a schema is to be filled with the sample: it holds no area, and no rows of the county's own, which must
 * never lie among make-believe ones. Reference layers may.
 */
export async function takesSample(on: Queryable): Promise<boolean> {
  const [row] = await on.query<{ empty: boolean }>(
    `select not exists (select from areas)
       and not exists (select from imports where not sample and collection not in (select id from reference_layers))
       as empty`,
  )
  return row?.empty ?? false
}

/** Empties the schema of the sample: every table of the themes, and what was worked out from them. */
export async function dropSample(on: Queryable, catalogue: Catalogue): Promise<void> {
  const tables = [
    ...[...catalogue.collections.values()].filter(({ derived }) => !derived).map(({ id }) => id),
    'units',
    'lineage',
    'places',
    'indicator_days',
    'targets',
    'corrections',
    'displaced',
    'thing_photos',
  ]
  await on.query(`truncate ${tables.join(', ')}`)
  await forgetDerived(on, catalogue)
  await on.query('delete from imports where sample')
  await on.query(`update settings set value = 'false' where name = 'sample'`)
}

async function sampleOf(folder: string, county: Skeleton, today: string): Promise<Record<string, Thing[]>> {
  const file = join(folder, 'sample.ts')
  if (!existsSync(file)) return {}
  const { default: sample } = (await import(pathToFileURL(file).href)) as { default: SampleOf }
  return sample(county, today)
}

async function takeThings(
  on: Transaction,
  catalogue: Catalogue,
  id: string,
  things: Thing[],
  seed: number,
  today: string,
): Promise<void> {
  const collection = catalogue.collections.get(id)
  if (collection === undefined) throw new Error(`a sample yields ${id}, which no theme declares`)
  const fields = new Set(things.flatMap((thing) => Object.keys(thing.properties)))
  const text = JSON.stringify(things)
  const report = await takeRows(
    on,
    {
      collection,
      collections: catalogue.collections,
      provenance: {
        collection: id,
        file: '演示数据',
        sha256: createHash('sha256').update(text).digest('hex'),
        crs: 'EPSG:4490',
        encoding: 'UTF-8',
        command: { seed },
        asOf: addDays(today, -730),
        sample: true,
      },
      srid: 4490,
      mapping: mapFields(collection, [...fields], new Map(), new Map()),
      warnings: [],
      replace: false,
      asPoints: false,
      repair: false,
      node: false,
      skipRefused: false,
      say: () => {},
    },
    arriving(things),
  )
  const [first] = report.refused
  if (first !== undefined) throw new Error(`the sample's ${id}, row ${first.row}: ${first.reason}`)
}

async function* arriving(things: readonly Thing[]) {
  for (const [index, thing] of things.entries()) yield { row: index + 1, ...thing }
}

/** The days whose figures are stored: weekly over the last year, daily over the last fortnight. */
function recordedDays(today: string): string[] {
  const start = addDays(today, -364)
  return Array.from({ length: daysBetween(start, today) + 1 }, (_, i) => addDays(start, i)).filter(
    (day) => daysBetween(day, today) <= 14 || daysBetween(day, today) % 7 === 0,
  )
}
