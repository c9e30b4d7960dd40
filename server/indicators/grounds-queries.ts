import { today } from '#data/model/day.ts'
import type { Indicator } from '#data/model/indicator.ts'
import { identifier, type Queryable } from '../database/database.ts'
import type { Catalogue } from '../themes/load-themes.ts'
import type { Grounds } from './explain.ts'

/** What an indicator's figures of a day stand on, for their explanation. */
export async function groundsOf(
  on: Queryable,
  catalogue: Catalogue,
  indicator: Indicator,
  day: string,
  recorded: boolean,
): Promise<Grounds> {
  return {
    day,
    afterwards: day < today() && !recorded,
    settings: await settingsOf(on, catalogue, indicator, day),
    sources: await sourcesOf(on, catalogue, indicator, day),
    ruleVersion: await ruleVersionOf(on, catalogue, indicator),
  }
}

async function settingsOf(on: Queryable, catalogue: Catalogue, { settings = [] }: Indicator, day: string) {
  const rows = await on.query<{ name: string; value: unknown; from: string | null }>(
    `select name, value, lower(valid) as from from settings where name = any ($1::text[]) and valid @> $2::date`,
    [settings, day],
  )
  return rows.flatMap(({ name, value, from }) => {
    const setting = catalogue.settings.get(name)
    return setting === undefined ? [] : [{ setting, value, from }]
  })
}

async function sourcesOf(on: Queryable, catalogue: Catalogue, { counts }: Indicator, day: string) {
  const tables = counts.filter((id) => catalogue.collections.get(id)?.derived === undefined)
  const counted = tables.map(
    (id) => `exists (select from ${identifier(id)} as t where t.source = imports.id and t.valid @> $1::date)`,
  )
  return on.query<{ file: string; day: string; sample: boolean }>(
    `select file, max(at at time zone 'Asia/Shanghai')::date as day, bool_and(sample) as sample
     from imports where ${counted.join(' or ')}
     group by file order by day desc, file`,
    [day],
  )
}

async function ruleVersionOf(on: Queryable, catalogue: Catalogue, indicator: Indicator): Promise<string> {
  const theme = catalogue.themes.find(({ indicators }) => indicators.some(({ id }) => id === indicator.id))
  const [rule] = await on.query<{ sha256: string }>('select sha256 from migrations where id = $1', [
    `${theme?.id}/evidence.sql`,
  ])
  return rule?.sha256.slice(0, 8) ?? '–'
}
