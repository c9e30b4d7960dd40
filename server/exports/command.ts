import path from 'node:path'
import { parseArgs } from 'node:util'
import { isDay, today } from '#data/model/day.ts'
import type { Language } from '#data/model/words.ts'
import { endings, type Format, formatOf } from './formats.ts'
import { NotWritable } from './not-writable.ts'

/** `npm run export -- COLLECTION FILE …`. */
export interface ExportCommand {
  collection: string
  file: string
  format: Format
  /** As it was given; undefined for the format's own. */
  crs: string | undefined
  language: Language
  /** The day whose rows are written. */
  day: string
  /** The key of the area whose rows are written; undefined for all. */
  area: string | undefined
  /** Whether a file of that name may be put aside. */
  force: boolean
}

export const usage = `npm run export -- COLLECTION FILE
  [--crs EPSG:4547|GCJ-02|BD-09] [--lang zh|en] [--at 2026-11-24] [--area 410122106] [--force]
  writes a collection as it stood on a day (today) to a file in the format of its ending: ${endings.join(' ')}
  --crs    any EPSG code, GCJ-02 or BD-09; EPSG:4490 unless given, in .dxf the county's plane
  --lang   headings and words in Chinese (zh, unless given) or English (en)
  --area   only what lies in the area of that code
  --force  puts the file in the place of one that is there`

/** @returns the command, or `help` @throws {NotWritable} with what is wrong and the usage */
export function readCommand(args: readonly string[]): ExportCommand | 'help' {
  const { values, positionals } = parse(args)
  if (values.help) return 'help'
  const [collection, file, ...more] = positionals
  if (collection === undefined || file === undefined || more.length > 0) {
    throw wrong('Name one collection and one file.')
  }
  const format = formatOf(file)
  if (format === undefined) {
    const ending = path.extname(file)
    throw wrong(
      `${ending === '' ? `${file} has no ending` : `What ends in ${ending} is not written`}: end it in ${endings.join(' ')}.`,
    )
  }
  const { lang = 'zh', at = today() } = values
  if (lang !== 'zh' && lang !== 'en') throw wrong(`--lang ${lang} is neither zh nor en.`)
  if (!isDay(at)) throw wrong(`--at ${at} is not a day such as 2026-11-24.`)
  return {
    collection,
    file,
    format,
    crs: values.crs,
    language: lang,
    day: at,
    area: values.area,
    force: values.force ?? false,
  }
}

function parse(args: readonly string[]) {
  const text = { type: 'string' } as const
  const flag = { type: 'boolean' } as const
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { crs: text, lang: text, at: text, area: text, force: flag, help: { ...flag, short: 'h' } },
    })
  } catch (error) {
    throw wrong((error as Error).message)
  }
}

function wrong(sentence: string): NotWritable {
  return new NotWritable(`${sentence}\n${usage}`)
}
