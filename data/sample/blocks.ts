import { densify, lerp, type Point, simplify } from './plane.ts'
import type { Random } from './random.ts'

/** A road of a town on the drawing board: straight lines that follow one another. */
export interface Way {
  name: string
  class: 'arterial' | 'secondary' | 'street'
  lines: Line[]
}

/** A straight line of the board, and where along it (0 to 1) others meet it. */
export interface Line {
  a: Point
  b: Point
  cuts: number[]
  /** Its shape on the ground between one cut and the next, worked out when all cuts are known. */
  pieces: Piece[]
}

export interface Piece {
  shape: Point[]
}

/** A side of a block: part of a line, walked from one place on it to another. */
export interface Side {
  line: Line
  from: number
  to: number
}

/** Ground between streets, its four sides anticlockwise. */
export interface Block {
  sides: readonly [Side, Side, Side, Side]
  /** Never cut up: a park, or the strip of a river. */
  open: boolean
}

export function newLine(a: Point, b: Point): Line {
  return { a, b, cuts: [0, 1], pieces: [] }
}

function spot({ line, from, to }: Side, t: number): { at: Point; on: number } {
  const wanted = from + (to - from) * t
  const metres = Math.hypot(line.b[0] - line.a[0], line.b[1] - line.a[1])
  // A street that would meet this one just beside a crossing runs on from that crossing instead.
  const low = Math.min(from, to)
  const high = Math.max(from, to)
  const crossing = line.cuts
    .filter((cut) => cut > low && cut < high && Math.abs(cut - wanted) * metres < 85)
    .sort((p, q) => Math.abs(p - wanted) - Math.abs(q - wanted))[0]
  const on = crossing ?? wanted
  if (crossing === undefined) line.cuts.push(on)
  return { at: lerp(line.a, line.b, on), on }
}

function sideLength({ line, from, to }: Side): number {
  return Math.hypot(line.b[0] - line.a[0], line.b[1] - line.a[1]) * Math.abs(to - from)
}

/**
 * Cuts a block up by streets across its longer direction until no side is longer than `longest(at)` metres
 * there; the streets go into `streets`.
 */
export function cutUp(block: Block, longest: (at: Point) => number, next: Random, streets: Way[]): Block[] {
  const [s0, s1, s2, s3] = block.sides
  const wide = (sideLength(s0) + sideLength(s2)) / 2
  const high = (sideLength(s1) + sideLength(s3)) / 2
  const limit = longest(lerp(s0.line.a, s2.line.b, 0.5)) * (0.75 + 0.5 * next())
  if (block.open || Math.max(wide, high) < Math.max(limit, 260)) return [block]
  const share = 0.37 + 0.26 * next()
  const slant = (next() - 0.5) * 0.1
  const across = wide >= high
  const [near, far] = across ? [s0, s2] : [s1, s3]
  const p = spot(near, share)
  const q = spot(far, 1 - share - slant)
  const line = newLine(p.at, q.at)
  streets.push({ name: '', class: 'street', lines: [line] })
  const [nearHead, nearTail] = parts(near, p.on)
  const [farHead, farTail] = parts(far, q.on)
  const up: Side = { line, from: 0, to: 1 }
  const down: Side = { line, from: 1, to: 0 }
  const halves: Block[] = across
    ? [
        { open: false, sides: [nearHead, up, farTail, s3] },
        { open: false, sides: [nearTail, s1, farHead, down] },
      ]
    : [
        { open: false, sides: [s0, nearHead, up, farTail] },
        { open: false, sides: [down, nearTail, s2, farHead] },
      ]
  return halves.flatMap((half) => cutUp(half, longest, next, streets))
}

function parts({ line, from, to }: Side, at: number): [Side, Side] {
  return [
    { line, from, to: at },
    { line, from: at, to },
  ]
}

/** Works out the pieces of a line on the ground; `place` takes a point of the board to the plane. */
export function layLine(line: Line, place: (p: Point) => Point): void {
  line.cuts = [...new Set(line.cuts)].sort((x, y) => x - y)
  line.pieces = line.cuts.slice(1).map((to, i) => {
    const from = line.cuts[i] ?? 0
    return { shape: simplify(densify(end(line, from), end(line, to), 45).map(place), 1.5) }
  })
}

function end(line: Line, t: number): Point {
  return t === 0 ? line.a : t === 1 ? line.b : lerp(line.a, line.b, t)
}

/** The pieces along a side, each with whether the side walks it backwards. */
export function piecesOf({ line, from, to }: Side): { piece: Piece; back: boolean }[] {
  const back = to < from
  const [low, high] = back ? [to, from] : [from, to]
  const inside = line.pieces
    .filter((_, i) => (line.cuts[i] ?? 0) >= low && (line.cuts[i + 1] ?? 1) <= high)
    .map((piece) => ({ piece, back }))
  return back ? inside.reverse() : inside
}

/** A block's closed outline on the plane. */
export function ringOf(block: Block): Point[] {
  const ring = block.sides.flatMap((side) =>
    piecesOf(side).flatMap(({ piece, back }) => (back ? [...piece.shape].reverse() : piece.shape).slice(0, -1)),
  )
  return [...ring, ...ring.slice(0, 1)]
}
