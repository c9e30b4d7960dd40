import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** How many ask at once, of us and of every rival. */
export const concurrency = 4

const folder = mkdtempSync(join(tmpdir(), 'xiucheng-bench-'))
process.on('exit', () => rmSync(folder, { recursive: true, force: true }))

/**
 * Answers per second to a list of paths, asked for in their order over connections kept alive; wrk asks, which takes
 * little of the machine for itself, all the more as each request is written but once.
 * @throws where any answer is not a 2xx or 3xx
 */
export function askOften(
  address: string,
  paths: readonly string[],
  seconds: number,
  headers: Record<string, string> = {},
): number {
  const list = paths.map((path) => `  ${JSON.stringify(path)},`).join('\n')
  const said = Object.entries(headers).map(
    ([name, value]) => `wrk.headers[${JSON.stringify(name)}] = ${JSON.stringify(value)}`,
  )
  const script = `${said.join('\n')}
local paths = {
${list}
}
local next, written = 0, {}
function request()
  next = next % #paths + 1
  written[next] = written[next] or wrk.format("GET", paths[next])
  return written[next]
end
`
  const file = join(folder, 'paths.lua')
  writeFileSync(file, script)
  // a rival's connection that starves for a while is its own loss, and no reason to end the whole benchmark
  const args = ['-t1', `-c${concurrency}`, `-d${seconds}s`, '--timeout', `${10 * seconds}s`, '-s', file, address]
  const said2 = runTool('wrk', args)
  if (/Non-2xx|Socket errors/.test(said2)) throw new Error(said2)
  return Number(/Requests\/sec:\s+([\d.]+)/.exec(said2)?.[1])
}

/** A statement with what stands in the place of its parameters. */
export interface Transaction {
  statement: string
  /** Numbers, or texts, by the number of the parameter. */
  values: readonly (number | string)[]
}

/**
 * Statements per second of pgbench, prepared, the same statements in the same order, again and again. The session is
 * as the server's, or leaves the choice of plans to PostgreSQL, whichever is faster.
 * @param planning how plans are chosen: the best of these counts
 * @param drawn names that stand as `:name` in the statements, and between which whole numbers each is drawn anew
 */
export function askDatabase(
  url: string,
  schema: string,
  asked: readonly Transaction[],
  seconds: number,
  drawn: Record<string, readonly [number, number]> = {},
  planning: readonly string[] = ['force_custom_plan', 'auto'],
): number {
  const draw = Object.entries(drawn).map(([name, [from, to]]) => `\\set ${name} random(${from}, ${to})`)
  const script = asked.map(({ statement, values }) => {
    const set = values.flatMap((value, i) => (typeof value === 'number' ? [`\\set v${i + 1} ${value}`] : []))
    const text = statement.replace(/\$(\d+)/g, (_, n) => {
      const value = values[Number(n) - 1]
      return typeof value === 'string' ? `'${value}'` : `:v${n}`
    })
    return [...set, `${text.trim()};`].join('\n')
  })
  const file = join(folder, 'statements.sql')
  writeFileSync(file, [...draw, ...script].join('\n'))
  const bin = process.env['PG_BIN']
  const args = ['-n', '-M', 'prepared', '-c', String(concurrency), '-j', '2', '-T', String(seconds), '-f', file, url]
  const rates = planning.map((mode) => {
    const told = runTool(bin === undefined ? 'pgbench' : join(bin, 'pgbench'), args, {
      PGOPTIONS: `-c search_path=${schema},public -c timezone=Asia/Shanghai -c jit=off -c plan_cache_mode=${mode}`,
    })
    const failed = /number of failed transactions: (\d+)/.exec(told)?.[1] ?? '0'
    if (failed !== '0') throw new Error(told)
    return Number(/tps = ([\d.]+)/.exec(told)?.[1]) * asked.length
  })
  return Math.max(...rates)
}

export function runTool(program: string, args: string[], environment: Record<string, string> = {}): string {
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    encoding: 'utf8',
    env: { ...process.env, ...environment },
    maxBuffer: 2 ** 26,
  })
  if (error !== undefined) throw new Error(`${program} is needed for the benchmark: ${error.message}`)
  if (status !== 0) throw new Error(`${program} ${args.join(' ')}\n${stderr}`)
  return stdout
}
