import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { greedy, swapped } from '#server/siting/greedy.ts'
import { covered, inOrder, type Problem, type Wanted } from '#server/siting/problem.ts'
import { type Found, solve } from '#server/siting/solve.ts'

/** Small problems, of which every choice can be looked at. */
const anyProblem = (wanted: (candidates: number, all: number) => fc.Arbitrary<Wanted>): fc.Arbitrary<Problem> =>
  fc
    .record({ demands: fc.integer({ min: 1, max: 9 }), candidates: fc.integer({ min: 1, max: 8 }) })
    .chain(({ demands, candidates }) =>
      fc.record({
        weights: fc.array(fc.integer({ min: 0, max: 20 }), { minLength: demands, maxLength: demands }),
        covers: fc.array(fc.uniqueArray(fc.integer({ min: 0, max: demands - 1 }), { maxLength: demands }), {
          minLength: candidates,
          maxLength: candidates,
        }),
        pairs: fc.uniqueArray(
          fc.tuple(fc.integer({ min: 0, max: candidates - 1 }), fc.integer({ min: 0, max: candidates - 1 })),
          {
            maxLength: 4,
            selector: String,
          },
        ),
      }),
    )
    .chain(({ weights, covers, pairs }) => {
      const near: number[][] = covers.map(() => [])
      for (const [a, b] of pairs) {
        if (a === b || near[a]?.includes(b)) continue
        near[a]?.push(b)
        near[b]?.push(a)
      }
      const all = weights.reduce((sum, weight) => sum + weight, 0)
      return wanted(covers.length, all).map(
        (one): Problem => ({
          weights: Float64Array.from(weights),
          covers: covers.map((cover) => Int32Array.from(cover)),
          near,
          wanted: one,
        }),
      )
    })

/** Every choice in which none is too near to another. */
function choices({ covers, near }: Problem): number[][] {
  return Array.from({ length: 2 ** covers.length }, (_, set) =>
    covers.flatMap((_, one) => (set & (2 ** one) ? [one] : [])),
  ).filter((picks) => picks.every((one) => !near[one]?.some((other) => picks.includes(other))))
}
async function solved(problem: Problem): Promise<{ found: Found[]; impossible: object | undefined }> {
  const found: Found[] = []
  const impossible = await solve(
    problem,
    5,
    (one) => found.push(one),
    () => false,
  )
  return { found, impossible }
}

describe('the most that so many sites cover', () => {
  const most = anyProblem((candidates) =>
    fc.integer({ min: 1, max: candidates + 2 }).map((count) => ({ goal: 'cover-most', count })),
  )

  it('is what trying every choice gives, with a bound that says so', async () => {
    await fc.assert(
      fc.asyncProperty(most, async (problem) => {
        const { count = 0 } = problem.wanted as { count?: number }
        const best = Math.max(
          ...choices(problem)
            .filter(({ length }) => length <= count)
            .map((picks) => covered(problem, picks)),
        )
        const { found } = await solved(problem)
        const last = found.at(-1)
        expect(last?.objective).toBeCloseTo(best, 6)
        expect(last?.bound).toBeCloseTo(best, 6)
        expect(covered(problem, last?.picks ?? [])).toBeCloseTo(best, 6)
        expect(last?.picks.length).toBeLessThanOrEqual(count)
        for (const [at, { objective, bound }] of found.entries()) {
          expect(bound).toBeGreaterThanOrEqual(best - 1e-6)
          expect(objective).toBeGreaterThanOrEqual(found[at - 1]?.objective ?? 0)
        }
        for (const one of last?.picks ?? [])
          expect(problem.near[one]?.some((other) => last?.picks.includes(other))).not.toBe(true)
      }),
      { numRuns: 30 },
    )
  })

  it('is not less for exchanging', () => {
    fc.assert(
      fc.property(most, (problem) => {
        const picks = greedy(problem) as number[]
        const after = swapped(problem, picks, Number.POSITIVE_INFINITY)
        expect(covered(problem, after)).toBeGreaterThanOrEqual(covered(problem, picks))
        expect(new Set(after).size).toBe(picks.length)
        for (const one of after) expect(problem.near[one]?.some((other) => after.includes(other))).not.toBe(true)
      }),
    )
  })

  it('is told site by site, each adding no more than the one before', () => {
    fc.assert(
      fc.property(most, (problem) => {
        const picks = greedy(problem) as number[]
        const ordered = inOrder(problem, picks)
        expect(ordered.map(({ pick }) => pick).sort()).toEqual([...picks].sort())
        expect(ordered.reduce((sum, { adds }) => sum + adds, 0)).toBeCloseTo(covered(problem, picks), 9)
        for (const [at, { adds }] of ordered.entries())
          expect(adds).toBeLessThanOrEqual(ordered[at - 1]?.adds ?? Number.POSITIVE_INFINITY)
      }),
    )
  })
})

describe('the fewest sites that cover a share', () => {
  const fewest = anyProblem((_, all) =>
    fc.integer({ min: 0, max: all }).map((weight) => ({ goal: 'cover-share', weight })),
  )

  it('are what trying every choice gives; or it says how much can be covered at most', async () => {
    await fc.assert(
      fc.asyncProperty(fewest, async (problem) => {
        const { weight = 0 } = problem.wanted as { weight?: number }
        const enough = choices({ ...problem, near: problem.near }).filter((picks) => covered(problem, picks) >= weight)
        const { found, impossible } = await solved(problem)
        expect(impossible === undefined).toBe(enough.length > 0)
        if (impossible) return
        const last = found.at(-1)
        expect(last?.objective).toBe(Math.min(...enough.map(({ length }) => length)))
        expect(last?.bound).toBe(last?.objective)
        expect(covered(problem, last?.picks ?? [])).toBeGreaterThanOrEqual(weight)
      }),
      { numRuns: 30 },
    )
  })
})

describe('sites that cost', () => {
  const costly = (problem: Problem): fc.Arbitrary<Problem> =>
    fc
      .array(fc.integer({ min: 1, max: 9 }), { minLength: problem.covers.length, maxLength: problem.covers.length })
      .map((costs) => ({ ...problem, costs: Float64Array.from(costs) }))
  const spend = ({ costs }: Problem, picks: readonly number[]) =>
    picks.reduce((sum, pick) => sum + (costs?.[pick] ?? 0), 0)

  it('cover the most that can be had for what there is', async () => {
    const most = anyProblem((candidates) =>
      fc
        .record({ count: fc.integer({ min: 1, max: candidates }), budget: fc.integer({ min: 1, max: 30 }) })
        .map((limits) => ({ goal: 'cover-most', ...limits })),
    ).chain(costly)
    await fc.assert(
      fc.asyncProperty(most, async (problem) => {
        const { count = 0, budget = 0 } = problem.wanted as { count?: number; budget?: number }
        const good = choices(problem).filter((picks) => picks.length <= count && spend(problem, picks) <= budget)
        const last = (await solved(problem)).found.at(-1)
        expect(spend(problem, last?.picks ?? [])).toBeLessThanOrEqual(budget)
        expect(last?.objective ?? 0).toBeCloseTo(Math.max(0, ...good.map((picks) => covered(problem, picks))), 6)
      }),
      { numRuns: 30 },
    )
  })

  it('cover a share for as little as any choice', async () => {
    const share = anyProblem((_, all) =>
      fc.integer({ min: 1, max: Math.max(1, all) }).map((weight) => ({ goal: 'cover-share', weight })),
    ).chain(costly)
    await fc.assert(
      fc.asyncProperty(share, async (problem) => {
        const { weight = 0 } = problem.wanted as { weight?: number }
        const enough = choices(problem).filter((picks) => covered(problem, picks) >= weight)
        const { found, impossible } = await solved(problem)
        expect(impossible === undefined).toBe(enough.length > 0)
        if (impossible) return
        const last = found.at(-1)
        expect(covered(problem, last?.picks ?? [])).toBeGreaterThanOrEqual(weight)
        expect(last?.objective).toBeCloseTo(Math.min(...enough.map((picks) => spend(problem, picks))), 6)
        expect(last?.bound).toBeCloseTo(last?.objective ?? 0, 6)
      }),
      { numRuns: 30 },
    )
  })
})

describe('so many in each unit', () => {
  const dense = anyProblem((candidates) =>
    fc
      .record({
        unitOf: fc.array(fc.integer({ min: -1, max: 1 }), { minLength: candidates, maxLength: candidates }),
        missing: fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 2, maxLength: 2 }),
      })
      .map(({ unitOf, missing }) => ({
        goal: 'meet-density',
        unitOf: Int32Array.from(unitOf),
        missing: Int32Array.from(missing),
      })),
  )

  it('are where they cover the most; or it says in which unit there is no room', async () => {
    await fc.assert(
      fc.asyncProperty(dense, async (problem) => {
        const { unitOf, missing } = problem.wanted as { unitOf: Int32Array; missing: Int32Array }
        const inUnits = (picks: readonly number[]) =>
          [0, 1].map((unit) => picks.filter((pick) => unitOf[pick] === unit).length)
        const good = choices(problem).filter(
          (picks) => String(inUnits(picks)) === String([...missing]) && picks.every((pick) => unitOf[pick] !== -1),
        )
        const { found, impossible } = await solved(problem)
        expect(impossible === undefined).toBe(good.length > 0)
        if (impossible) return
        const last = found.at(-1)
        expect(inUnits(last?.picks ?? [])).toEqual([...missing])
        expect(last?.objective).toBeCloseTo(Math.max(...good.map((picks) => covered(problem, picks))), 6)
      }),
      { numRuns: 30 },
    )
  })
})

it('stops when it is asked to, with the best so far', async () => {
  const { problem } = large()
  const found: Found[] = []
  const begun = performance.now()
  await solve(
    problem,
    60,
    (one) => found.push(one),
    () => performance.now() - begun > 1500,
  )
  expect(found.length).toBeGreaterThan(0)
  expect(found.at(-1)?.objective).toBeLessThanOrEqual(found.at(-1)?.bound ?? 0)
})

/** Too large to be proven in a second. */
function large(): { problem: Problem } {
  const places = Array.from({ length: 1500 }, (_, n) => ({ x: (n * 7919) % 10_007, y: (n * 104_729) % 9973 }))
  const covers = places
    .filter((_, n) => n % 5 === 0)
    .map((site) =>
      Int32Array.from(places.flatMap(({ x, y }, n) => (Math.hypot(site.x - x, site.y - y) < 900 ? [n] : []))),
    )
  const weights = Float64Array.from(places, (_, n) => 1 + ((n * 31) % 97))
  return { problem: { weights, covers, near: covers.map(() => []), wanted: { goal: 'cover-most', count: 25 } } }
}
