import type { Queryable } from '#server/database/database.ts'

type Point = readonly [x: number, y: number]
type Segment = readonly [a: Point, b: Point]

/** How finely the straight leg to a place is tried, in metres. */
const step = 0.25

/**
 * Walks worked out another way, to hold the quick ones against: every vertex of every street is a node, the street of the
 * one who sets out is cut where it is reached, and every quarter of a metre of every street near a place is tried.
 */
export class SlowWalk {
  readonly #streets: Segment[]
  readonly #barriers: Segment[]
  readonly #leg: number
  readonly #next = new Map<string, { to: string; metres: number }[]>()

  constructor(streets: Segment[], barriers: Segment[], leg: number) {
    this.#streets = streets
    this.#barriers = barriers
    this.#leg = leg
    for (const [a, b] of streets) {
      this.#join(name(a), name(b), away(a, b))
      this.#join(name(b), name(a), away(a, b))
    }
  }

  /** The segments of the roads of a day that are walked, and of what is not walked across, in the plane. */
  static async over(database: Queryable, leg: number): Promise<SlowWalk> {
    const segments = async (from: string) => {
      const rows = await database.query<{ ax: number; ay: number; bx: number; by: number }>(
        `select ax, ay, bx, by from (
           select st_x(p.geom) as bx, st_y(p.geom) as by, lag(st_x(p.geom)) over part as ax, lag(st_y(p.geom)) over part as ay
           from (select row_number() over () as n, t.geom from (${from}) as t) as line,
             st_dumppoints(st_transform(line.geom, (setting('plane'))::integer)) as p
           window part as (partition by line.n order by p.path)
         ) as pair where ax is not null and (ax, ay) <> (bx, by)`,
      )
      return rows.map(
        ({ ax, ay, bx, by }): Segment => [
          [ax, ay],
          [bx, by],
        ],
      )
    }
    const lines = (table: string, where: string) =>
      `select (st_dump(geom)).geom from ${table} where valid @> current_date and ${where} and st_dimension(geom) = 1`
    const rings = `select (st_dump(st_boundary(geom))).geom from water_bodies where valid @> current_date and st_dimension(geom) = 2`
    const [railways] = await database.query<{ there: boolean }>(`select to_regclass('railways') is not null as there`)
    return new SlowWalk(
      await segments(lines('roads', `class <> 'expressway'`)),
      [
        ...(await segments(lines('roads', `class = 'expressway'`))),
        ...(await segments(lines('water_bodies', 'true'))),
        ...(await segments(rings)),
        ...(railways?.there ? await segments(lines('railways', 'true')) : []),
      ],
      leg,
    )
  }

  /** Metres to every node from places on their streets, all at once; and where each stands. */
  from(places: readonly Point[]): { cost: ReadonlyMap<string, number>; stands: Stand[] } {
    const stands = places.flatMap((place) => this.#stand(place) ?? [])
    const cost = new Map<string, number>()
    const queue: [cost: number, node: string][] = []
    const arrive = (node: string, metres: number) => {
      if (metres >= (cost.get(node) ?? Number.POSITIVE_INFINITY)) return
      cost.set(node, metres)
      push(queue, [metres, node])
    }
    for (const { segment, at, metres } of stands) {
      arrive(name(segment[0]), metres + at)
      arrive(name(segment[1]), metres + away(...segment) - at)
    }
    for (let top = pop(queue); top; top = pop(queue)) {
      const [metres, node] = top
      if (metres > (cost.get(node) ?? 0)) continue
      for (const { to, metres: more } of this.#next.get(node) ?? []) arrive(to, metres + more)
    }
    return { cost, stands }
  }

  /** Points of the streets every so many metres, and how far each is. */
  *along(reached: ReturnType<SlowWalk['from']>, every: number): Generator<{ at: Point; metres: number }> {
    for (const segment of this.#streets) {
      const length = away(...segment)
      const parts = Math.max(1, Math.ceil(length / every))
      for (let n = 0; n <= parts; n++) {
        const along = (length * n) / parts
        yield { at: on(segment, along), metres: costOn(reached, segment, along) }
      }
    }
  }

  /** What of a disc lies behind a barrier as seen from its middle: the corners of each piece, which reaches beyond the disc. */
  shadows(middle: Point, metres: number): Point[][] {
    return this.#barriers.flatMap((barrier) => {
      const near = away(on(barrier, footOn(barrier, middle)), middle)
      if (near >= metres || near < 0.01) return []
      const times = (1.1 * metres) / near
      const beyond = ([x, y]: Point): Point => [
        middle[0] + (x - middle[0]) * times,
        middle[1] + (y - middle[1]) * times,
      ]
      return [[...barrier, beyond(barrier[1]), beyond(barrier[0]), barrier[0]]]
    })
  }

  /** Metres to a place. */
  to(reached: ReturnType<SlowWalk['from']>, place: Point): number {
    let least = Number.POSITIVE_INFINITY
    const barred = this.#barredAt(place)
    for (const segment of this.#streets) {
      const length = away(...segment)
      if (away(segment[0], place) > length + this.#leg) continue
      for (let along = 0; ; along = Math.min(length, along + step)) {
        const at = on(segment, along)
        const leg = away(at, place)
        if (leg <= this.#leg) {
          const metres = costOn(reached, segment, along) + leg
          if (metres < least && !barred(at)) least = metres
        }
        if (along >= length) break
      }
    }
    return least
  }

  #stand(place: Point): Stand | undefined {
    let best: Stand | undefined
    const barred = this.#barredAt(place)
    const offer = (segment: Segment, at: number) => {
      const metres = away(on(segment, at), place)
      if (metres > this.#leg || metres >= (best?.metres ?? Number.POSITIVE_INFINITY)) return
      if (!barred(on(segment, at))) best = { segment, at, metres }
    }
    for (const segment of this.#streets) {
      const foot = footOn(segment, place)
      if (away(on(segment, foot), place) > this.#leg) continue
      offer(segment, foot)
      // should a barrier lie before that, another place on it may be free
      if (barred(on(segment, foot))) for (let at = 0; at <= away(...segment); at += step) offer(segment, at)
    }
    return best
  }

  /** Whether a barrier lies between a place within a leg and this one. */
  #barredAt(place: Point): (from: Point) => boolean {
    const near = this.#barriers.filter((one) => away(on(one, footOn(one, place)), place) <= this.#leg)
    return (from) =>
      near.some(([c, d]) => {
        const apart = turn(c, d, from) * turn(c, d, place)
        return apart < 0 && turn(from, place, c) * turn(from, place, d) <= 0
      })
  }

  #join(from: string, to: string, metres: number): void {
    const others = this.#next.get(from)
    if (others) others.push({ to, metres })
    else this.#next.set(from, [{ to, metres }])
  }
}

interface Stand {
  segment: Segment
  at: number
  metres: number
}

function costOn({ cost, stands }: ReturnType<SlowWalk['from']>, segment: Segment, along: number): number {
  const least = Math.min(
    (cost.get(name(segment[0])) ?? Number.POSITIVE_INFINITY) + along,
    (cost.get(name(segment[1])) ?? Number.POSITIVE_INFINITY) + away(...segment) - along,
  )
  return stands
    .filter((stand) => stand.segment === segment)
    .reduce((all, stand) => Math.min(all, stand.metres + Math.abs(stand.at - along)), least)
}

function name([x, y]: Point): string {
  return `${x.toFixed(3)} ${y.toFixed(3)}`
}
function away([ax, ay]: Point, [bx, by]: Point): number {
  return Math.hypot(bx - ax, by - ay)
}
function turn([ax, ay]: Point, [bx, by]: Point, [px, py]: Point): number {
  return Math.sign((bx - ax) * (py - ay) - (by - ay) * (px - ax))
}
function footOn([[ax, ay], [bx, by]]: Segment, [x, y]: Point): number {
  const length = Math.hypot(bx - ax, by - ay)
  return Math.min(length, Math.max(0, ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / length))
}
function on([[ax, ay], [bx, by]]: Segment, metres: number): Point {
  const share = metres / Math.hypot(bx - ax, by - ay)
  return [ax + (bx - ax) * share, ay + (by - ay) * share]
}

function push(heap: [number, string][], item: [number, string]): void {
  let i = heap.push(item) - 1
  while (i > 0) {
    const above = (i - 1) >> 1
    if ((heap[above]?.[0] ?? 0) <= item[0]) break
    heap[i] = heap[above] as [number, string]
    i = above
  }
  heap[i] = item
}

function pop(heap: [number, string][]): [number, string] | undefined {
  const top = heap[0]
  const last = heap.pop()
  if (top === undefined || last === undefined || heap.length === 0) return top
  let i = 0
  for (;;) {
    let below = 2 * i + 1
    if (below >= heap.length) break
    if (below + 1 < heap.length && (heap[below + 1]?.[0] ?? 0) < (heap[below]?.[0] ?? 0)) below++
    if ((heap[below]?.[0] ?? 0) >= last[0]) break
    heap[i] = heap[below] as [number, string]
    i = below
  }
  heap[i] = last
  return top
}
