import { parseArgs } from 'node:util'
import { isDay, today } from '#data/model/day.ts'
import { mostCounties } from '#data/sample/neighbours.ts'

/** The command is not one that can be carried out; the message says what is, and how. */
export class NotACommand extends Error {
  constructor(sentence: string) {
    super(`${sentence}\n${usage}`)
    this.name = 'NotACommand'
  }
}

export interface SampleCommand {
  counties: number
  /** The day on which the sample's year of history ends. */
  today: string
  help: boolean
}

export const usage = `npm run sample -- --scale N [--today 2026-11-24]
  fills an empty schema with N make-believe counties side by side, 1 to ${mostCounties}: each with a code, a seed and names
  of its own, as dense as the first; their history ends today, or on the day given`

/** @throws {NotACommand} with what is wrong and the usage */
export function readCommand(args: readonly string[]): SampleCommand {
  const { scale, today: day = today(), help = false } = parse(args)
  if (help) return { counties: 0, today: day, help }
  if (scale === undefined) throw new NotACommand('Say how many counties: --scale N.')
  const counties = /^\d+$/.test(scale) ? Number(scale) : 0
  if (counties < 1 || counties > mostCounties) {
    throw new NotACommand(`--scale ${scale} is not a whole number from 1 to ${mostCounties}.`)
  }
  if (!isDay(day)) throw new NotACommand(`--today ${day} is not a day such as 2026-11-24.`)
  return { counties, today: day, help }
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: { scale: { type: 'string' }, today: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
    }).values
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    // said of --scale -1, which looks like an option, with advice that leads nowhere
    const noValue = code === 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE'
    throw new NotACommand(noValue ? `--scale takes a whole number from 1 to ${mostCounties}, --today a day.` : message)
  }
}
