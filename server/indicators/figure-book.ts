import type { Level } from '#data/model/area.ts'
import type { FigureTable, Indicator } from '#data/model/indicator.ts'
import type { Language } from '#data/model/words.ts'
import type { Queryable } from '../database/database.ts'
import type { Site } from '../site.ts'
import { explain } from './explain.ts'
import { figureOf, formulaOf } from './figures.ts'
import { groundsOf } from './grounds-queries.ts'
import { earliestDays, sumsByUnit, targetsOn, wasRecorded } from './queries.ts'
import { Remembered } from './remembered.ts'

/** Which figures: of the units of a level, of all or of those within one. */
export interface FiguresAsked {
  level: Level
  one: { level: Level; unit: number; within: number[] } | undefined
  day: string
  language: Language
}

type Told = { table: FigureTable; sources: Awaited<ReturnType<typeof groundsOf>>['sources'] }

/** The figures of units, worked out once for as long as nothing changes: every page that is open asks for the same few. */
export class FigureBook {
  readonly #site: Site
  readonly #remembered = new Remembered<Told>()

  constructor(site: Site) {
    this.#site = site
  }

  /** A figure for each unit in charge, with what it was made of. */
  tableOf(database: Queryable, indicator: Indicator, { level, one, day, language }: FiguresAsked): Promise<Told> {
    const name = JSON.stringify([indicator.id, level, one ?? null, day, language])
    return this.#remembered.take(database, name, async () => {
      const [units, targets, earlier, recorded] = [
        await sumsByUnit(database, indicator, level, day, one?.within),
        await targetsOn(database, indicator.id, day),
        await earliestDays(database, indicator.id, day, level === one?.level ? one.unit : undefined),
        await wasRecorded(database, indicator.id, day),
      ]
      const grounds = await groundsOf(database, this.#site.catalogue, indicator, day, recorded)
      const table: FigureTable = {
        indicator: indicator.id,
        title: indicator.title[language],
        unit: indicator.unit[language],
        level,
        formula: formulaOf(indicator, language),
        source: indicator.source[language],
        asOf: day,
        workedOutAfterwards: grounds.afterwards,
        rows: units.map((unit) => {
          const figure = figureOf(indicator, unit, targets, earlier.get(unit.fid), day, language)
          return { ...figure, explanation: explain(indicator, figure, grounds, language) }
        }),
      }
      return { table, sources: grounds.sources }
    })
  }
}
