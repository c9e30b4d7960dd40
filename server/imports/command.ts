import { parseArgs } from 'node:util'
import { isDay, today } from '#data/model/day.ts'
import { NotReadable } from './not-readable.ts'

/** `npm run import -- FILE --into COLLECTION …`, as the words were given. */
export interface ImportCommand {
  file: string
  into: string
  reference: boolean
  layer: string | undefined
  crs: string | undefined
  encoding: string | undefined
  x: string | undefined
  y: string | undefined
  columns: string[] | undefined
  /** Property → column of the file. */
  maps: ReadonlyMap<string, string>
  /** Property → value for every row. */
  sets: ReadonlyMap<string, string>
  asOf: string
  replace: boolean
  repair: boolean
  /** Lines that cross are to meet there. */
  node: boolean
  skipRefused: boolean
  dryRun: boolean
  dropSample: boolean
  json: boolean
}

export const usage = `npm run import -- FILE --into COLLECTION
  [--layer L] [--crs EPSG:4547|GCJ-02|BD-09] [--encoding GBK] [--x COLUMN --y COLUMN] [--columns a,b,c]
  [--map 名称=name …] [--set level=township …] [--as-of DATE] [--replace] [--repair] [--node]
  [--skip-refused] [--dry-run] [--drop-sample] [--report json]
npm run import -- FILE --into NAME --as reference   a read-only layer of any file
npm run import -- --undo COLLECTION                 takes the last import of a collection back`

/** @throws {NotReadable} with what is wrong and the usage */
export function readCommand(args: readonly string[]): ImportCommand {
  const { values, positionals } = parse(args)
  const [file, ...more] = positionals
  if (file === undefined || more.length > 0) throw wrong('Name one file.')
  const into = values.into ?? ''
  if (!/^[a-z][a-z0-9_]{0,47}$/.test(into)) {
    throw wrong('Say where it goes: --into COLLECTION, in lower-case letters, digits and _.')
  }
  if (values.as !== undefined && values.as !== 'reference') throw wrong('--as knows only “reference”.')
  if (values.report !== undefined && values.report !== 'json') throw wrong('--report knows only “json”.')
  const asOf = values['as-of'] ?? today()
  if (!isDay(asOf)) throw wrong(`--as-of ${asOf} is not a day such as 2026-11-24.`)
  return {
    file,
    into,
    reference: values.as === 'reference',
    layer: values.layer,
    crs: values.crs,
    encoding: values.encoding,
    x: values.x,
    y: values.y,
    columns: values.columns?.split(',').map((name) => name.trim()),
    maps: new Map(pairs(values.map, '--map', '名称=name').map(([column, property]) => [property, column])),
    sets: new Map(pairs(values.set, '--set', 'level=township')),
    asOf,
    replace: values.replace ?? false,
    repair: values.repair ?? false,
    node: values.node ?? false,
    skipRefused: values['skip-refused'] ?? false,
    dryRun: values['dry-run'] ?? false,
    dropSample: values['drop-sample'] ?? false,
    json: values.report === 'json',
  }
}

/**
 * `npm run import -- --undo COLLECTION`.
 * @returns undefined where the words are not about undoing @throws {NotReadable}
 */
export function readUndo(args: readonly string[]): { collection: string; json: boolean } | undefined {
  const { values, positionals } = parse(args)
  const { undo, report, ...others } = values
  if (undo === undefined) return undefined
  if (positionals.length > 0 || Object.keys(others).length > 0)
    throw wrong('--undo goes with the name of a collection, and --report json.')
  if (report !== undefined && report !== 'json') throw wrong('--report knows only “json”.')
  return { collection: undo, json: report === 'json' }
}

function parse(args: readonly string[]) {
  const text = { type: 'string' } as const
  const many = { type: 'string', multiple: true } as const
  const flag = { type: 'boolean' } as const
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        into: text,
        as: text,
        layer: text,
        crs: text,
        encoding: text,
        x: text,
        y: text,
        columns: text,
        map: many,
        set: many,
        'as-of': text,
        replace: flag,
        repair: flag,
        node: flag,
        'skip-refused': flag,
        'dry-run': flag,
        'drop-sample': flag,
        report: text,
        undo: text,
      },
    })
  } catch (error) {
    throw wrong((error as Error).message)
  }
}

function pairs(given: readonly string[] | undefined, option: string, example: string): [string, string][] {
  return (given ?? []).map((text) => {
    const at = text.lastIndexOf('=')
    if (at < 1) throw wrong(`${option} ${text} is not of the form ${example}.`)
    return [text.slice(0, at), text.slice(at + 1)]
  })
}

function wrong(sentence: string): NotReadable {
  return new NotReadable(`${sentence}\n${usage}`)
}
