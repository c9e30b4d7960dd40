import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import loadHighs from 'highs'
import { addDays } from '#data/model/day.ts'
import type { Job } from '#data/model/siting.ts'
import { StreetMaker } from '#server/coverage/streets.ts'
import { alongStreets, mostCandidates } from '#server/siting/candidates.ts'
import { modelOf, picksOf } from '#server/siting/model.ts'
import { covered, type Problem } from '#server/siting/problem.ts'
import { type Found, solve } from '#server/siting/solve.ts'
import { problemOf } from '#server/siting/work.ts'
import { importScript, start } from '../command.ts'
import { type Served, serveCounties } from './county.ts'
import { crowdedTiles } from './crowded.ts'
import { type Line, median, pairedRatio } from './table.ts'

const [demands, candidates] = [3000, 400]
const [count, metres] = [40, 500]
/** Of places strewn about, so many that reach so far are hard to choose: many choices are nearly alike. */
const strewn = { count: 25, metres: 900, side: 8000 }
/** How long each may take, in seconds. */
const limit = 60
const allowed = 1000
const tiles = 60
const schema = 'bench_siting'
const rounds = 3

/**
 * New sites out of 400 places, or out of all along the streets, for 3,000 who need one: how soon the first answer is there,
 * asked over HTTP on foot, of a server just started too; how near to the best a choice is after a minute, beside HiGHS alone given
 * the same program; and what a tile takes while one choice is made, and while two are.
 */
export async function siting(url: string, day: string): Promise<Line[]> {
  const serve = () => serveCounties(url, 1, day, schema)
  let county = await serve()
  try {
    const layers = await placesOf(county, day)
    const anew: number[] = []
    for (let round = 0; round < rounds; round++) {
      await county.close()
      county = await serve()
      anew.push(await firstTime(county, layers))
    }
    // the desk has always asked what is reached before anybody asks for sites
    await ask(county, 'coverage', { ...reach, demand: layers.demand, ground: false })
    const [first, along]: [number[], number[]] = [[], []]
    for (let round = 0; round < rounds; round++) {
      first.push(await firstTime(county, layers))
      along.push(await firstTime(county, { demand: layers.demand }))
    }
    const [usual, beside, between]: [number[], number[], number[]] = [[], [], []]
    // half a second each: what else the machine does shows
    for (let round = 0; round < 3 * rounds; round++) {
      const times = async (ago: number) => median(await tileTimes(county, addDays(day, -3 * round - ago)))
      usual.push(await times(1))
      beside.push(await besides(county, layers.demand, 1, () => times(2)))
      between.push(await besides(county, layers.demand, 2, () => times(3)))
    }

    const problem = hard()
    const ours = await ourBest(problem)
    const alone = await highsAlone(problem)
    const told = ({ objective, bound }: Pick<Found, 'objective' | 'bound'>) =>
      `${objective} of at most ${Math.floor(bound)} (${((100 * (bound - objective)) / objective).toFixed(2)} %)`
    const soon = (what: string, times: readonly number[]): Line => ({
      what: `first answer, ${demands} demands, ${what}`,
      ours: `${Math.round(median(times))} ms`,
      rival: `${allowed} ms allowed`,
      ratio: allowed / median(times),
      goal: 1,
    })
    const tile = (what: string, times: readonly number[]): Line => ({
      what: `a tile, uncached, while ${what}`,
      ours: `${median(times).toFixed(1)} ms`,
      rival: `${median(usual).toFixed(1)} ms usually`,
      ratio: pairedRatio(usual, times),
      goal: 0.5,
    })
    return [
      soon(`${candidates} candidates, on foot`, first),
      soon(`${candidates} candidates, on foot, of a server just started`, anew),
      soon(`up to ${mostCandidates} candidates along the streets, on foot`, along),
      {
        what: `${strewn.count} sites of as many, strewn about, after ${limit} s`,
        ours: told(ours),
        rival: `${told(alone)} HiGHS alone`,
        ratio: ours.objective / alone.objective,
        goal: 1,
      },
      tile('sites are chosen', beside),
      tile('two planners’ sites are chosen', between),
    ]
  } finally {
    await county.close()
  }
}

/** Layers of those who need it and of candidates, spread along the streets of the county. */
async function placesOf({ database, catalogue, url }: Served, day: string) {
  const { network } = await new StreetMaker({ database: () => database, catalogue }).on(database, day)
  const [xs, ys] = [[...network.lines.xs], [...network.lines.ys]]
  const [x, y] = [median(xs), median(ys)]
  const around = 6000
  const folder = mkdtempSync(join(tmpdir(), 'xiucheng-siting-'))
  try {
    for (const [name, many] of [
      ['bench_demands', demands],
      ['bench_candidates', candidates],
    ] as const) {
      const places = alongStreets(network, [x - around, y - around, x + around, y + around], many)
      const rows = places.map(([east, north], n) => `${n},${east.toFixed(1)},${north.toFixed(1)}`)
      const file = join(folder, `${name}.csv`)
      writeFileSync(file, `编号,x,y\n${rows.join('\n')}\n`)
      const flags = ['--as', 'reference', '--replace', '--into', name, '--x', 'x', '--y', 'y', '--crs', 'EPSG:4547']
      const { code, said } = await start(importScript, [file, ...flags], { DATABASE_URL: url, COUNTY_SCHEMA: schema })
        .ended
      if (code !== 0) throw new Error(said)
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
  return { demand: 'bench_demands', candidates: 'bench_candidates' }
}

const reach = { theme: 'toilets', area: '410122', by: 'walk', metres }

async function begin(county: Served, layers: object): Promise<string> {
  const { id } = await ask<Job>(county, 'siting', { ...reach, goal: 'cover-most', count, ...layers })
  return id
}

async function ask<T>({ address }: Served, path: string, question: object): Promise<T> {
  const headers = { 'content-type': 'application/json' }
  const answer = await fetch(`${address}/api/${path}`, { method: 'POST', headers, body: JSON.stringify(question) })
  if (!answer.ok) throw new Error(await answer.text())
  return (await answer.json()) as T
}

/** From the question to the first answer, in milliseconds. */
async function firstTime(county: Served, layers: object): Promise<number> {
  const begun = performance.now()
  const job = await begin(county, layers)
  await firstOf(county, job)
  const time = performance.now() - begun
  await end(county, job)
  return time
}

/** Does something while sites are chosen out of all along the streets, by so many at once, one choice after the other. */
async function besides<T>(county: Served, demand: string, many: number, work: () => Promise<T>): Promise<T> {
  const question = { by: 'straight', demand, count: strewn.count, metres: strewn.metres }
  const jobs = await Promise.all(Array.from({ length: many }, () => begin(county, question)))
  for (const job of jobs) await firstOf(county, job)
  let over = false
  const done = work().finally(() => {
    over = true
  })
  while (!over) {
    for (const [n, job] of jobs.entries()) {
      const { state } = await look(county, job)
      if (state === 'done') jobs[n] = await begin(county, question)
    }
    await rest(50)
  }
  for (const job of jobs) await end(county, job)
  return done
}

/** Stops a choice, and waits until its thread is gone. */
async function end(county: Served, job: string): Promise<void> {
  await fetch(`${county.address}/api/jobs/${job}`, { method: 'DELETE' })
  while ((await look(county, job)).state === 'running') await rest(10)
}

async function firstOf(county: Served, job: string): Promise<void> {
  while ((await look(county, job)).objective === null) await rest(10)
}

function rest(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}

async function look({ address }: Served, id: string): Promise<Job> {
  return (await (await fetch(`${address}/api/jobs/${id}`)).json()) as Job
}

/** What crowded tiles take that nobody asked for before, one after the other, in milliseconds. */
async function tileTimes({ database, catalogue, address }: Served, on: string): Promise<number[]> {
  const times: number[] = []
  for (const { collection, z, x, y } of await crowdedTiles(database, catalogue, tiles)) {
    const begun = performance.now()
    await (
      await fetch(`${address}/api/collections/${collection}/tiles/WebMercatorQuad/${z}/${y}/${x}?datetime=${on}`)
    ).arrayBuffer()
    times.push(performance.now() - begun)
  }
  return times
}

/** Places strewn over a square, as the crow flies. */
function hard(): Problem {
  let seed = 410_122
  const next = () => {
    seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31
    return seed / 2 ** 31
  }
  const some = (many: number) => Float64Array.from({ length: many }, () => strewn.side * next())
  const places = (many: number) => ({ xs: some(many), ys: some(many) })
  return problemOf({
    streets: undefined,
    metres: strewn.metres,
    demands: {
      ...places(demands),
      weights: Float64Array.from({ length: demands }, () => 1 + Math.floor(200 * next())),
    },
    candidates: places(candidates),
    costs: undefined,
    spacing: 0,
    wanted: { goal: 'cover-most', count: strewn.count },
    seconds: limit,
    stop: new SharedArrayBuffer(4),
  }).problem
}

async function ourBest(problem: Problem): Promise<Found> {
  let best: Found = { picks: [], objective: 0, bound: Number.POSITIVE_INFINITY }
  await solve(
    problem,
    limit,
    (found) => {
      best = found
    },
    () => false,
  )
  return best
}

/** The same program without a choice to start from. */
async function highsAlone(problem: Problem): Promise<Found> {
  const highs = await loadHighs()
  const model = highs.createModel(modelOf(highs, problem))
  try {
    let bound = Number.POSITIVE_INFINITY
    let picks: number[] = []
    model.options.set({ output_flag: false, time_limit: limit, mip_rel_gap: 0, mip_abs_gap: 1e-6 })
    const { callbackType } = highs.constants
    model.run({
      [callbackType.mipImprovingSolution]({ data }) {
        if (data.mip_solution) picks = picksOf(problem, data.mip_solution)
      },
      [callbackType.mipInterrupt]({ data }) {
        bound = Math.min(bound, data.mip_dual_bound ?? bound)
      },
    })
    const objective = covered(problem, picks)
    return { picks, objective, bound: Math.max(objective, bound) }
  } finally {
    model.dispose()
  }
}
