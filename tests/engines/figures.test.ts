import { describe, expect, it } from 'vitest'
import { type Level, levels } from '#data/model/area.ts'
import { addDays } from '#data/model/day.ts'
import type { Indicator } from '#data/model/indicator.ts'
import { loadThemes } from '#server/themes/load-themes.ts'
import { day, sampleCounty } from '../api/county.ts'

/*
 * Every figure of the sample against a second calculation. What is written here is written from the definitions in
 * words and shares nothing with the product's SQL but the themes' own tables: things are cut by the borders of the
 * level asked for, not summed up from its smallest units, and measured in the county's plane.
 *
 * `$1` is the day and `$2` the level.
 */

/** The smallest units for communities, else the townships, which make up the county. */
const units = `
  area as (select *, coalesce(code, 'a' || fid) as key from areas where valid @> $1::date),
  unit as (
    select * from area
    where level = 'township' and ($2 <> 'community' or not exists (select from area a where a.parent = area.fid))
      or level = 'community' and $2 = 'community'
  )`

/** Points, each in the unit it stands in; on a shared edge in that of the lower code. */
const standing = (table: string) => `(
  select distinct on (t.fid) t.*, unit.fid as unit
  from ${table} t join unit on st_covers(unit.geom, t.geom)
  where t.valid @> $1::date
  order by t.fid, unit.code, unit.fid)`

/** Lines and grounds cut at the borders of the units. */
const pieces = (table: string) => `(
  select t.*, unit.fid as unit, unit.parent, st_transform(st_intersection(t.geom, unit.geom), 4547) as piece
  from ${table} t join unit on st_intersects(unit.geom, t.geom)
  where t.valid @> $1::date)`

/** What counts by number and has an extent, each whole in the unit that holds most of it. */
const mostly = (table: string) => `(
  select distinct on (fid) * from ${pieces(table)} as piece_of
  order by fid, st_area(piece) desc, st_length(piece) desc, (select code from unit where unit.fid = piece_of.unit))`

const setting = (name: string) => `(select value from settings where name = '${name}' and valid @> $1::date)`

/**
 * Kilometres of duty sections that have a chief at each level in use, or at the one asked for; what is held by
 * a chief of a unit, or of an area above it, is held for all sections in the unit.
 */
const chiefs = (only?: number) => `
  with used as (
    select level::integer from jsonb_array_elements_text(${setting('road_levels')}) as level
    ${only === undefined ? '' : `where level = '${only}'`}
  ),
  post as (
    select coalesce(unit.fid, c.section, c.area) as place, c.level
    from chief_assignments c
    left join unit on c.area in (unit.fid, unit.parent, (select parent from area where area.fid = unit.parent))
    where c.valid @> $1::date
  )
  select fid, unit, km * held::integer as numerator, km as denominator
  from (
    select fid, unit, st_length(piece) / 1000 as km, not exists (
      select from used
      where (section.fid, level) not in (select place, level from post)
        and (section.unit, level) not in (select place, level from post)) as held
    from ${pieces('duty_sections')} as section
  ) as section
  where km > 0 and exists (select from used)`

/** Those on built-up ground that are open and of a kind the county counts, over that ground. */
const density = `
  select fid, unit, 1 as numerator, 0 as denominator
  from ${standing('toilets')} as toilet
  where state = 'open'
    and (kind <> 'mobile' or (${setting('toilets_counted')} -> 'mobile')::boolean)
    and (ownership <> 'opened' or (${setting('toilets_counted')} -> 'opened')::boolean)
    and exists (select from built_up b where b.valid @> $1::date and st_covers(b.geom, toilet.geom))
  union all
  select fid, unit, 0, st_area(piece) / 1000000 from ${pieces('built_up')} as ground where st_area(piece) > 0`

const stalls = `
  select fid, unit, stalls_women as numerator, stalls_men + urinals as denominator, crowded
  from ${standing('toilets')} as toilet
  where state = 'open' and num_nulls(stalls_women, stalls_men, urinals) = 0`

const stallsMet = `
  select fid, unit,
    (numerator >= denominator * (${setting('toilet_stall_ratio')} -> case when crowded then 'crowded' else 'usual' end)
      ::numeric)::integer as numerator,
    1 as denominator
  from (${stalls}) as toilet`

/** Waters that were on the list by the day; from the day it was struck off only a relapse brings one back. */
const waters = (counts: string) => `
  select fid, unit, (${counts})::integer as numerator, 1 as denominator
  from (
    select *, stage = 'struck_off' and coalesce(struck_off_on <= $1::date, true) as struck_off,
      exists (
        select from water_verdicts v
        where v.collection = 'water_bodies' and v.fid = water.fid and v.valid @> $1::date
          and v.verdict in ('mild', 'severe')) as black
    from ${mostly('water_bodies')} as water
    where stage <> 'unlisted' and coalesce(listed_on <= $1::date, true)
  ) as water`

/** Compounds or villages that sort, and where asked passed the latest inspection known that day. */
const sorting = (of: 'compound' | 'village', weight: '1' | 'households', passed: boolean) => `
  select fid, unit, ${weight} as denominator, ${weight} * (sorted ${
    passed
      ? `and coalesce((
          select passed from sorting_inspections as i
          where i.${of} = place.fid and i.valid @> $1::date and i.inspected_on <= $1::date
          order by inspected_on desc limit 1), false)`
      : ''
  })::integer as numerator
  from ${standing(`${of}s`)} as place where ${weight} is not null`

const outfalls = `
  select fid, unit, (tracing in ('traced', 'treated'))::integer as numerator, 1 as denominator
  from ${standing('outfalls')} as outfall`

const independent: Record<string, string> = {
  road_chief_coverage: chiefs(),
  road_chief_level_1: chiefs(1),
  road_chief_level_2: chiefs(2),
  road_chief_level_3: chiefs(3),
  road_chief_level_4: chiefs(4),
  road_chief_level_5: chiefs(5),
  toilet_density: density,
  toilet_stalls: stalls,
  toilet_stalls_met: stallsMet,
  black_water_remaining: waters('not struck_off or black'),
  black_water_graded: waters('black'),
  outfalls_traced: outfalls,
  waste_sorting_coverage: sorting('compound', '1', false),
  waste_sorting_passed: sorting('compound', '1', true),
  waste_sorting_households: sorting('compound', 'households', false),
  waste_sorting_passed_households: sorting('compound', 'households', true),
  village_sorting_coverage: sorting('village', '1', false),
  village_sorting_passed: sorting('village', '1', true),
}

const county = sampleCounty()
const indicators = (await loadThemes()).flatMap(({ theme }) => theme.indicators)

interface Sums {
  key: string
  numerator: number | null
  denominator: number | null
  short: number
}

/** For every unit in charge of a level: what its things add up to; nulls where there are none. */
async function calculate(id: string, at: string, level: Level): Promise<Map<string, Sums>> {
  const things = independent[id]
  if (things === undefined) throw new Error(`${id} has no independent calculation`)
  const rows = await county().database.query<Sums>(
    `with ${units}, thing as materialized (${things})
     select asked.key, sum(numerator)::float as numerator, sum(denominator)::float as denominator,
       count(distinct thing.fid) filter (where numerator < denominator)::integer as short
     from area as asked
     left join area as above on above.fid = asked.parent
     left join (thing join area as place on place.fid = thing.unit and place.in_charge)
       on asked.fid in (place.fid, case $2 when 'county' then place.parent end)
     where asked.level = $2 and asked.in_charge and coalesce(above.in_charge, asked.level = 'county')
     group by asked.key`,
    [at, level],
  )
  return new Map(rows.map((row) => [row.key, row]))
}

function resultOf({ value }: Indicator, { numerator, denominator }: Sums): number | null {
  if (value === 'count') return numerator
  if (numerator === null || !denominator) return null
  return (numerator / denominator) * (value === 'percent' ? 100 : 1)
}

/** Whole things missing to the leading target, as the design's *Status* says. */
function missingOf(indicator: Indicator, sums: Sums): number | null {
  const target = indicator.targets[0]?.value
  const { numerator, denominator, short } = sums
  if (target === undefined || resultOf(indicator, sums) === null) return null
  if (indicator.missing === 'short') return short
  if (indicator.missing === 'left') return Math.max(0, Number(numerator) - target)
  const asked = (target * Number(denominator)) / (indicator.value === 'percent' ? 100 : 1)
  return Math.max(0, Math.ceil(asked - 1e-9) - Number(numerator))
}

/** Kilometres agree to a millionth, counts exactly. */
function agree(one: number | null, other: number | null, unit: string): boolean {
  if (one === null || other === null) return one === other
  return Math.abs(one - other) <= (/km/.test(unit) ? 1e-6 * Math.abs(other) : 0)
}

describe('every figure equals an independent calculation', () => {
  const dates = [0, -30, -200].map((days) => addDays(day, days))

  it.each(indicators.map((indicator) => [indicator.id, indicator] as const))('%s', async (id, indicator) => {
    const wrong: unknown[] = []
    const counted = new Set<unknown>()
    for (const at of dates) {
      for (const level of levels) {
        const { rows } = (await county().get(`/api/indicators/${id}?level=${level}&at=${at}`)).json()
        const wanted = await calculate(id, at, level)
        expect(rows.map(({ area }: { area: string }) => area).sort(), `${level} ${at}`).toEqual(
          [...wanted.keys()].sort(),
        )
        for (const { area, numerator, denominator, value, missing } of rows) {
          const sums = wanted.get(area) as Sums
          const [over, under] = [indicator.numerator.unit.en, indicator.denominator.unit.en]
          const same =
            agree(numerator, sums.numerator, over) &&
            agree(denominator, sums.denominator, under) &&
            agree(value, resultOf(indicator, sums), 'km') &&
            agree(missing, missingOf(indicator, sums), indicator.missingUnit.en)
          const want = { ...sums, value: resultOf(indicator, sums), missing: missingOf(indicator, sums) }
          if (!same) wrong.push({ at, level, found: { area, numerator, denominator, value, missing }, want })
          counted.add(sums.numerator)
        }
      }
    }
    expect(wrong).toEqual([])
    // a figure that nothing is counted for would agree with anything
    expect(counted.size).toBeGreaterThan(/level_[45]$/.test(id) ? 0 : 1)
  })
})
