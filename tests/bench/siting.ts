import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import loadHighs from 'highs'
import { addDays } from '#data/model/day.ts'
import type { Job } from '#data/model/siting.ts'
import { StreetMaker } from '#server/coverage/streets.ts'
import { alongStreets } from '#server/siting/candidates.ts'
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
const rounds = 3

/**
 * New sites out of 400 places for 3,000 who need one: how soon the first answer is there, asked over HTTP on foot; how near to
 * the best a choice is after a minute, beside HiGHS alone given the same program; and what a tile takes meanwhile.
 */
export async function siting(url: string, day: string): Promise<Line[]> {
  const county = await serveCounties(url, 1, day, 'bench_siting')
  try {
    const layers = await placesOf(county, day)
    // the desk has always asked what is reached before anybody asks for sites
    await ask(county, 'coverage', { ...reach, demand: layers.demand, ground: false })
    const begun = performance.now()
    const job = await begin(county, layers)
    await firstOf(county, job)
    const first = performance.now() - begun
    const [usual, beside]: [number[], number[]] = [[], []]
    for (let round = 0; round < rounds; round++) {
      usual.push(median(await tileTimes(county, addDays(day, -2 * round - 1))))
      beside.push(
        await besides(county, layers.demand, async () => median(await tileTimes(county, addDays(day, -2 * round - 2)))),
      )
    }

    const problem = hard()
    const ours = await ourBest(problem)
    const alone = await highsAlone(problem)
    const told = ({ objective, bound }: Pick<Found, 'objective' | 'bound'>) =>
      `${objective} of at most ${Math.floor(bound)} (${((100 * (bound - objective)) / objective).toFixed(2)} %)`
    return [
      {
        what: `first answer, ${demands} demands, ${candidates} candidates, on foot`,
        ours: `${Math.round(first)} ms`,
        rival: `${allowed} ms allowed`,
        ratio: allowed / first,
        goal: 1,
      },
      {
        what: `${strewn.count} sites of as many, strewn about, after ${limit} s`,
        ours: told(ours),
        rival: `${told(alone)} HiGHS alone`,
        ratio: ours.objective / alone.objective,
        goal: 1,
      },
      {
        what: 'a tile, uncached, while sites are chosen',
        ours: `${median(beside).toFixed(1)} ms`,
        rival: `${median(usual).toFixed(1)} ms usually`,
        ratio: pairedRatio(usual, beside),
        goal: 0.5,
      },
    ]
  } finally {
    await county.close()
  }
}

/** Layers of those who need it and of candidates, spread along the streets of the county. */
async function placesOf({ database, catalogue, url, schema }: Served, day: string) {
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

/** Does something while sites are chosen out of all along the streets, one choice after the other. */
async function besides<T>(county: Served, demand: string, work: () => Promise<T>): Promise<T> {
  const question = { by: 'straight', demand, count: strewn.count, metres: strewn.metres }
  let job = await begin(county, question)
  await firstOf(county, job)
  let over = false
  const done = work().finally(() => {
    over = true
  })
  while (!over) {
    const { state } = await look(county, job)
    if (state === 'done') job = await begin(county, question)
    await rest(50)
  }
  await fetch(`${county.address}/api/jobs/${job}`, { method: 'DELETE' })
  return done
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
