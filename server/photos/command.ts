import { parseArgs } from 'node:util'
import { NotReadable } from '../imports/not-readable.ts'

/** `npm run photos -- FOLDER --to COLLECTION …`. */
export interface PhotosCommand {
  /** A folder, or one picture. */
  from: string
  to: string
  skipRefused: boolean
  dryRun: boolean
}

const usage = `npm run photos -- FOLDER --to COLLECTION [--skip-refused] [--dry-run] [--report json]
  takes in photos of things: KEY.jpg, KEY-2.jpg or KEY_正门.jpg, where KEY is the code or the name of one thing
npm run photos -- --undo COLLECTION [--report json]   takes the last photos of a collection back`

/** @throws {NotReadable} with what is wrong and the usage */
export function readCommand(args: readonly string[]): (PhotosCommand | { undo: string }) & { json: boolean } {
  const { values, positionals } = parse(args)
  const { undo, report, to, ...flags } = values
  if (report !== undefined && report !== 'json') throw wrong('--report knows only “json”.')
  const json = report === 'json'
  if (undo !== undefined) {
    if (positionals.length > 0 || to !== undefined || Object.keys(flags).length > 0)
      throw wrong('--undo goes with the name of a collection, and --report json.')
    return { undo, json }
  }
  const [from, ...more] = positionals
  if (from === undefined || more.length > 0) throw wrong('Name one folder, or one picture.')
  if (to === undefined) throw wrong('Say of what they are: --to COLLECTION.')
  return { from, to, skipRefused: flags['skip-refused'] ?? false, dryRun: flags['dry-run'] ?? false, json }
}

function parse(args: readonly string[]) {
  const text = { type: 'string' } as const
  const flag = { type: 'boolean' } as const
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { to: text, 'skip-refused': flag, 'dry-run': flag, report: text, undo: text },
    })
  } catch (error) {
    throw wrong((error as Error).message)
  }
}

function wrong(sentence: string): NotReadable {
  return new NotReadable(`${sentence}\n${usage}`)
}
