import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { costTo, cutOffAt, joinedParts, standAt, type Ways } from '#server/coverage/legs.ts'
import { type Lines, linesOf } from '#server/coverage/lines.ts'
import { lengthOf, networkOf } from '#server/coverage/network.ts'
import { reachedPieces, roundsOf } from '#server/coverage/pieces.ts'
import { partsWithin, type Reach, reachFrom, type Stand } from '#server/coverage/reach.ts'
import { Segments } from '#server/coverage/segments.ts'

type Point = [x: number, y: number]

function linesFrom(shapes: readonly Point[][]): Lines {
  const starts = [0]
  for (const shape of shapes) starts.push((starts.at(-1) ?? 0) + shape.length)
  const points = shapes.flat()
  return {
    xs: Float64Array.from(points.map(([x]) => x)),
    ys: Float64Array.from(points.map(([, y]) => y)),
    starts: Int32Array.from(starts),
    fids: Int32Array.from(shapes.map((_, i) => i + 1)),
  }
}

function waysOf(streets: readonly Point[][], barriers: readonly Point[][] = [], leg = 60): Ways {
  return { network: networkOf(linesFrom(streets)), barriers: new Segments(linesFrom(barriers)), leg }
}

const walk = (ways: Ways, from: Point, to: Point, most = 5000): number => {
  const stand = standAt(ways, ...from)
  return typeof stand === 'string'
    ? Number.POSITIVE_INFINITY
    : costTo(ways, reachFrom(ways.network, [stand], most), ...to)
}

describe('shapes as PostGIS writes them', () => {
  const wkb = (hex: string) => Buffer.from(hex, 'hex')
  const number = (n: number) => {
    const bytes = Buffer.alloc(8)
    bytes.writeDoubleLE(n)
    return bytes.toString('hex')
  }
  const line = `0102000000 02000000 ${number(1)}${number(2)} ${number(3)}${number(4)}`.replaceAll(' ', '')
  it('are read: lines, several lines, the rings of grounds; points have none', () => {
    const ring = `010300000001000000${'04000000'}${[0, 0, 4, 0, 0, 3, 0, 0].map(number).join('')}`
    const many = `010500000002000000${line}${line}`
    const dot = `0101000000${number(1)}${number(1)}`
    const read = linesOf([7, 8, 9, 10], wkb(line + many + ring + dot))
    expect([...read.starts]).toEqual([0, 2, 4, 6, 10])
    expect([...read.fids]).toEqual([7, 8, 8, 9])
    expect([...read.xs]).toEqual([1, 3, 1, 3, 1, 3, 0, 4, 0, 0])
  })
})

describe('the segments of lines', () => {
  const place = fc.tuple(fc.integer({ min: 0, max: 100 }), fc.integer({ min: 0, max: 100 }))
  const shapes = fc.array(fc.array(place, { minLength: 2, maxLength: 40 }), { maxLength: 5 })

  it('are those near a place, and those a way leads across, as when each is looked at', () => {
    fc.assert(
      fc.property(shapes, place, place, fc.integer({ min: 0, max: 30 }), (lines, [x, y], [u, w], metres) => {
        const each = lines.flatMap((line, n) =>
          line.slice(1).map((to, i) => ({
            v: lines.slice(0, n).flat().length + i,
            ends: [line[i], to] as [Point, Point],
          })),
        )
        const beside = ([from, to]: [Point, Point], axis: 0 | 1, at: number) =>
          Math.min(from[axis], to[axis]) <= at + metres && Math.max(from[axis], to[axis]) >= at - metres
        const segments = new Segments(linesFrom(lines))
        expect(segments.near(x, y, metres).toSorted((a, b) => a - b)).toEqual(
          each.filter(({ ends }) => beside(ends, 0, x) && beside(ends, 1, y)).map(({ v }) => v),
        )
        const alone = each.some(({ ends }) => new Segments(linesFrom([ends])).cross(x, y, u, w))
        expect(segments.cross(x, y, u, w)).toBe(alone)
      }),
    )
  })
})

describe('a network', () => {
  it('joins lines where they share a vertex, in the middle too, and nowhere else', () => {
    const { nodes, edges, part, from, network } = (() => {
      const made = networkOf(
        linesFrom([
          [
            [0, 0],
            [100, 0],
            [200, 0],
          ],
          [
            [100, 0],
            [100, 80],
          ],
          // crosses the first on paper
          [
            [50, -10],
            [50, 10],
          ],
        ]),
      )
      return { ...made, network: made }
    })()
    expect({ nodes, edges }).toEqual({ nodes: 6, edges: 4 })
    expect(new Set([...from].map((node) => part[node])).size).toBe(2)
    expect([0, 1, 2, 3].map((edge) => lengthOf(network, edge))).toEqual([100, 100, 80, 20])
  })
})

describe('a walk', () => {
  const street: Point[] = [
    [0, 0],
    [1000, 0],
  ]
  it('goes straight to the street, along it, and straight on as early as it may', () => {
    // 30 to the street, 400 − 40 along it, then 50 over the last 40 of it and 30 away from it
    expect(walk(waysOf([street], [], 50), [100, 30], [500, 30])).toBeCloseTo(30 + 360 + 50, 6)
  })
  it('snaps to edges, not to their ends', () => {
    expect(walk(waysOf([street]), [499, 10], [501, 10])).toBeLessThan(30)
  })
  it('goes no way where a street is too far, barred, or leads elsewhere', () => {
    const ways = waysOf(
      [
        street,
        [
          [0, 500],
          [1000, 500],
        ],
      ],
      [
        [
          [0, 20],
          [1000, 20],
        ],
      ],
    )
    const stand = standAt(ways, 100, -10)
    const joined = joinedParts(ways.network, [stand as Stand])
    expect(standAt(ways, 100, 30)).toBe('barred')
    expect(standAt(ways, 100, 300)).toBe('no-street')
    expect([cutOffAt(ways, joined, 900, -10), cutOffAt(ways, joined, 900, 30)]).toEqual([undefined, 'barred'])
    expect([cutOffAt(ways, joined, 900, 300), cutOffAt(ways, joined, 900, 490)]).toEqual(['no-street', 'not-connected'])
  })
  it('crosses a barrier on a street, and there alone', () => {
    const river: Point[] = [
      [500, -1000],
      [500, 1000],
    ]
    const bridge: Point[] = [
      [400, 0],
      [600, 0],
    ]
    const [bank, other] = [400, 600].map((x): Point[] => [
      [x, 0],
      [x, 100],
    ]) as [Point[], Point[]]
    const ways = waysOf([bridge, bank, other], [river])
    expect(walk(ways, [400, 90], [600, 90])).toBeCloseTo(90 + 200 + 90, 0)
    // nearer over the river than a leg, and still no way but by the bridge
    expect(
      walk(
        waysOf(
          [
            [
              [480, 0],
              [480, 100],
            ],
          ],
          [river],
        ),
        [480, 50],
        [520, 50],
      ),
    ).toBe(Number.POSITIVE_INFINITY)
  })
})

/** Streets on a crooked grid, some of them left out, each crossing a vertex of both. */
const town = fc
  .record({
    jitter: fc.array(fc.tuple(fc.integer({ min: -30, max: 30 }), fc.integer({ min: -30, max: 30 })), {
      minLength: 25,
      maxLength: 25,
    }),
    missing: fc.array(fc.boolean(), { minLength: 40, maxLength: 40 }),
  })
  .map(({ jitter, missing }) => {
    const at = (i: number, j: number): Point => {
      const [dx, dy] = jitter[i * 5 + j] ?? [0, 0]
      return [i * 150 + dx, j * 150 + dy]
    }
    const streets: Point[][] = []
    for (let i = 0; i < 5; i++) {
      for (let j = 0; j < 5; j++) {
        if (i < 4 && !missing[i * 5 + j]) streets.push([at(i, j), at(i + 1, j)])
        if (j < 4 && !missing[20 + i * 4 + j]) streets.push([at(i, j), at(i, j + 1)])
      }
    }
    return streets.length > 0 ? streets : [[at(0, 0), at(1, 0)]]
  })
// all over the town alike: of doubles most would lie in one spot
const metre = fc.integer({ min: -500, max: 6500 }).map((n) => n / 10)
const place = fc.tuple(metre, metre)
/** No river, or one that flows through the town. */
const river = fc.oneof(
  fc.constant<Point[][]>([]),
  fc.tuple(metre, metre, metre).map(([a, b, c]): Point[][] => [
    [
      [-100.3, a],
      [280.2, b],
      [700.6, c],
    ],
  ]),
)
/** Rivers that begin and end in the town. */
const brooks = fc.array(
  fc.array(
    fc.tuple(metre, metre).map(([x, y]): Point => [x + 0.3, y + 0.7]),
    { minLength: 2, maxLength: 4 },
  ),
  { maxLength: 4 },
)

/** A short straight one, round whose ends one sees. */
const dike = fc.tuple(metre, metre, metre, metre).map(([x, y, u, w]): Point[][] => [
  [
    [x + 0.03, y + 0.07],
    [u + 0.05, w + 0.02],
  ],
])

/**
 * The same by brute force: streets cut up into pieces of half a metre, and Dijkstra without a queue.
 * @param about how much farther than the nearest point of a street the one may be where the walk begins
 */
function slowly(
  streets: readonly Point[][],
  barriers: Segments,
  leg: number,
  from: Point,
  to: Point,
  about = 0,
): number {
  const ids = new Map<string, number>()
  const points: Point[] = []
  const id = ([x, y]: Point) => {
    const key = `${x.toFixed(3)} ${y.toFixed(3)}`
    const known = ids.get(key) ?? points.push([x, y]) - 1
    ids.set(key, known)
    return known
  }
  const next: [other: number, metres: number][][] = []
  for (const shape of streets) {
    for (const [i, b] of shape.slice(1).entries()) {
      const a = shape[i] ?? b
      const length = Math.hypot(b[0] - a[0], b[1] - a[1])
      const parts = Math.max(1, Math.ceil(length * 2))
      for (let n = 0; n < parts; n++) {
        const along = (k: number): Point => [a[0] + ((b[0] - a[0]) * k) / parts, a[1] + ((b[1] - a[1]) * k) / parts]
        const [p, q] = [id(along(n)), id(along(n + 1))]
        next[p] = [...(next[p] ?? []), [q, length / parts]]
        next[q] = [...(next[q] ?? []), [p, length / parts]]
      }
    }
  }
  const straight = ([x, y]: Point, [u, w]: Point) => Math.hypot(x - u, y - w)
  const legs = points.map((p) =>
    straight(p, from) <= leg && !barriers.cross(...p, ...from) ? straight(p, from) : Infinity,
  )
  const nearest = Math.min(...legs)
  const cost = legs.map((leg) => (leg <= nearest + about ? leg : Infinity))
  const queue = new Set(cost.flatMap((metres, i) => (Number.isFinite(metres) ? [i] : [])))
  for (const node of queue) {
    queue.delete(node)
    for (const [other, metres] of next[node] ?? []) {
      if ((cost[node] ?? Infinity) + metres >= (cost[other] ?? Infinity) - 1e-9) continue
      cost[other] = (cost[node] ?? Infinity) + metres
      queue.delete(other)
      queue.add(other)
    }
  }
  return Math.min(
    Infinity,
    ...points.map((p, i) =>
      straight(p, to) <= leg && !barriers.cross(...p, ...to) ? (cost[i] ?? Infinity) + straight(p, to) : Infinity,
    ),
  )
}

describe('in any town', () => {
  it('a walk is as long as one worked out piece by piece', () => {
    fc.assert(
      fc.property(town, place, place, river, (streets, from, to, rivers) => {
        const ways = waysOf(streets, rivers)
        const found = walk(ways, from, to)
        const other = slowly(streets, ways.barriers, ways.leg, from, to)
        // which of two streets is nearer by a hair nobody can say
        const least = slowly(streets, ways.barriers, ways.leg, from, to, 0.6)
        if (Number.isFinite(found) && Number.isFinite(least)) {
          expect(found).toBeGreaterThan(least - 1.6)
          if (Number.isFinite(other)) expect(found).toBeLessThan(Math.max(other, least) + 1.6)
        }
        // what is within reach by a hair for one may not be for the other
        else
          expect(Number.isFinite(walk(waysOf(streets, rivers, 60.6), from, to))).toBe(
            Number.isFinite(slowly(streets, ways.barriers, 60.6, from, to, 0.6)),
          )
      }),
      { numRuns: 100 },
    )
  })
  it('no walk is shorter than the straight line', () => {
    fc.assert(
      fc.property(town, place, place, (streets, from, to) => {
        expect(walk(waysOf(streets), from, to)).toBeGreaterThanOrEqual(
          Math.hypot(from[0] - to[0], from[1] - to[1]) - 1e-6,
        )
      }),
    )
  })
  it('one more to walk to or a longer way never covers less', () => {
    fc.assert(
      fc.property(
        town,
        fc.array(place, { minLength: 2, maxLength: 5 }),
        place,
        fc.integer({ min: 10, max: 900 }),
        (streets, offers, to, metres) => {
          const ways = waysOf(streets)
          const stands = offers.map(([x, y]) => standAt(ways, x, y)).filter((one) => typeof one !== 'string')
          const cost = (some: Stand[], most: number) => costTo(ways, reachFrom(ways.network, some, most), ...to)
          const all = cost(stands, metres)
          if (cost(stands.slice(1), metres) <= metres) expect(all).toBeLessThanOrEqual(metres)
          if (all <= metres) expect(cost(stands, metres + 50)).toBeCloseTo(all, 6)
        },
      ),
    )
  })
  it('a bridge closed never helps, and a street more never covers less, where nothing offered stands on it', () => {
    fc.assert(
      fc.property(
        town,
        fc.array(place, { minLength: 1, maxLength: 4 }),
        fc.array(place, { minLength: 20, maxLength: 20 }),
        fc.nat(),
        fc.boolean(),
        brooks,
        (streets, offers, needs, n, barred, rivers) => {
          const bridge = streets[n % streets.length] ?? []
          const others = streets.filter((street) => street !== bridge)
          const open = waysOf(streets, rivers)
          const standing = (ways: Ways) =>
            offers.map(([x, y]) => standAt(ways, x, y)).filter((one) => typeof one !== 'string')
          // each street of the town is one edge
          fc.pre(standing(open).every(({ edge }) => streets[edge] !== bridge))
          const closed = waysOf(others, barred ? [...rivers, bridge] : rivers)
          const [before, after] = [open, closed].map((ways) => reachFrom(ways.network, standing(ways), 5000))
          for (const [x, y] of needs) {
            const [was, is] = [costTo(open, before as Reach, x, y), costTo(closed, after as Reach, x, y)]
            expect(is).toBeGreaterThanOrEqual(was - 1e-6)
          }
        },
      ),
      { numRuns: 500 },
    )
  })
})

describe('the ground that is reached', () => {
  /** Says of places whether they lie on the ground that is reached. */
  const groundOf = (ways: Ways, stands: Stand[], metres: number) => {
    const reach = reachFrom(ways.network, stands, metres)
    const { free, beside } = reachedPieces(ways, reach, metres, [[-1e6, -1e6, 1e6, 1e6]])
    const [lines, rings] = [free.flatMap(pointsIn), beside.flatMap(pointsIn)]
    const rounds = roundsOf(ways, reach, metres)
    return ([x, y]: Point): boolean =>
      lines.some((line) => line.slice(1).some((b, i) => away(line[i] ?? b, b, [x, y]) <= ways.leg)) ||
      rings.some((ring) => within(ring, [x, y])) ||
      rounds.some((round) => Math.hypot(round.x - x, round.y - y) <= round.metres)
  }
  it('is where a walk is short enough, and nowhere else, beside rivers too', () => {
    const metres = fc.oneof(fc.integer({ min: 20, max: 150 }), fc.integer({ min: 20, max: 900 }))
    const places = fc.array(place, { minLength: 40, maxLength: 40 })
    fc.assert(
      fc.property(town, place, places, metres, fc.oneof(river, dike), (streets, from, to, metres, rivers) => {
        const ways = waysOf(streets, rivers)
        const stand = standAt(ways, ...from)
        if (typeof stand === 'string') return
        const reach = reachFrom(ways.network, [stand], metres)
        const inside = groundOf(ways, [stand], metres)
        const lost = rivers.length === 0 ? 0.05 : 14.5
        for (const [dx, dy] of to) {
          // as far from where the walk begins as it may lead
          const at: Point = [from[0] + ((dx - 300) * metres) / 350, from[1] + ((dy - 300) * metres) / 350]
          // never farther than a walk, but for a hair; beside a river one looks round every seven metres, and may lose two of them and a hair
          if (inside(at)) expect(costTo(ways, reach, ...at)).toBeLessThan(metres + 0.05)
          else expect(costTo({ ...ways, leg: ways.leg - 0.3 }, reach, ...at)).toBeGreaterThan(metres - lost)
        }
      }),
      { numRuns: 500 },
    )
  })
  it('ends at a river, begins again behind a bridge, and is not behind the end of a wall', () => {
    const street: Point[] = [
      [0, 0],
      [1000, 0],
    ]
    const insideOf = (barrier: Point[], from: Point, metres: number) => {
      const ways = waysOf([street], [barrier])
      return groundOf(ways, [standAt(ways, ...from) as Stand], metres)
    }
    const beside = insideOf(
      [
        [0, 10],
        [1000, 10],
      ],
      [300, -50],
      90,
    )
    expect([beside([300, 9]), beside([300, 11]), beside([300, -39])]).toEqual([true, false, true])
    const behind = insideOf(
      [
        [250, -500],
        [250, 500],
      ],
      [0, 0],
      270,
    )
    expect([behind([251, 15]), behind([261, 5]), behind([261, 17]), behind([275, 0])]).toEqual([
      true,
      true,
      false,
      false,
    ])
    const walled = insideOf(
      [
        [200, 30],
        [320, 30],
      ],
      [0, 0],
      900,
    )
    expect([walled([260, 29]), walled([260, 31]), walled([321, 31])]).toEqual([true, false, true])
  })
  it('of a street is what lies within the way that is left, from both ends and from where one begins', () => {
    const ways = waysOf([
      [
        [0, 0],
        [1000, 0],
      ],
    ])
    const reach = reachFrom(ways.network, [{ edge: 0, at: 300, x: 300, y: 0, cost: 20 }], 200)
    expect(partsWithin(reach, 0, 140)).toEqual([[180, 420]])
    expect(roundsOf(ways, reach, 70)).toEqual([{ x: 300, y: 0, metres: 50 }])
    expect(roundsOf(ways, reach, 200)).toEqual([])
  })
})

function pointsIn(wkt: string): Point[][] {
  return [...wkt.matchAll(/\(([^()]+)\)/g)].map(([, text = '']) =>
    text.split(',').map((p) => p.split(' ').map(Number) as Point),
  )
}

/** Whether a ring goes round a place. */
function within(ring: readonly Point[], [x, y]: Point): boolean {
  return ring.slice(1).reduce((inside, [bx, by], i) => {
    const [ax, ay] = ring[i] ?? [bx, by]
    return ay > y !== by > y && x < ax + ((y - ay) * (bx - ax)) / (by - ay) ? !inside : inside
  }, false)
}

function away([ax, ay]: Point, [bx, by]: Point, [x, y]: Point): number {
  const length2 = (bx - ax) ** 2 + (by - ay) ** 2
  const t = length2 === 0 ? 0 : Math.min(1, Math.max(0, ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / length2))
  return Math.hypot(ax + t * (bx - ax) - x, ay + t * (by - ay) - y)
}
