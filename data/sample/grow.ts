import { type Block, type Piece, piecesOf, ringOf } from './blocks.ts'
import { centroid, type Point, signedArea } from './plane.ts'

/** A block laid on the plane. */
export interface Laid {
  block: Block
  ring: Point[]
  middle: Point
  km2: number
  pieces: { piece: Piece; back: boolean }[]
}

export function lay(block: Block): Laid {
  const ring = ringOf(block)
  return {
    block,
    ring,
    middle: centroid(ring),
    km2: Math.abs(signedArea(ring)) / 1e6,
    pieces: block.sides.flatMap(piecesOf),
  }
}

/** Which blocks border on which, across at least one piece of street. */
function neighbours(blocks: readonly Laid[]): Map<Piece, Laid[]> {
  const sides = new Map<Piece, Laid[]>()
  for (const block of blocks)
    for (const { piece } of block.pieces) sides.set(piece, [...(sides.get(piece) ?? []), block])
  return sides
}

/**
 * The blocks a town has built on, grown outwards in the order of `score` (least first) from the best block,
 * until each quarter (`quarter` names a block's, undefined is out of bounds) has its square kilometres.
 * The outcome is one piece without holes.
 */
export function grow(
  blocks: readonly Laid[],
  score: (block: Laid) => number,
  quarter: (block: Laid) => string | undefined,
  wanted: ReadonlyMap<string, number>,
): Set<Laid> {
  const sides = neighbours(blocks)
  const scored = new Map(blocks.map((block) => [block, score(block)]))
  const quarters = new Map(blocks.map((block) => [block, quarter(block)]))
  const built = new Map<string, number>()
  const room = (block: Laid): boolean => {
    const name = quarters.get(block)
    if (name === undefined) return false
    return (built.get(name) ?? 0) + block.km2 / 2 < (wanted.get(name) ?? 0)
  }
  const chosen = new Set<Laid>()
  const edge = new Set<Laid>()
  const best = [...scored].sort((a, b) => a[1] - b[1]).find(([block]) => room(block))?.[0]
  if (best) edge.add(best)
  while (edge.size > 0) {
    let pick: Laid | undefined
    let least = Infinity
    for (const block of edge) {
      const walled = block.pieces.filter(({ piece }) => sides.get(piece)?.some((other) => chosen.has(other))).length
      // What is built round on most sides is built on before what sticks out.
      const worth = (scored.get(block) ?? 0) * (1.25 - (0.6 * walled) / block.pieces.length)
      if (worth < least) [pick, least] = [block, worth]
    }
    if (!pick) break
    edge.delete(pick)
    if (!room(pick)) continue
    chosen.add(pick)
    const name = quarters.get(pick) ?? ''
    built.set(name, (built.get(name) ?? 0) + pick.km2)
    for (const { piece } of pick.pieces)
      for (const other of sides.get(piece) ?? []) if (!chosen.has(other)) edge.add(other)
  }
  fillHoles(blocks, sides, chosen)
  while (fillPinches(blocks, chosen)) fillHoles(blocks, sides, chosen)
  return chosen
}

function fillHoles(blocks: readonly Laid[], sides: Map<Piece, Laid[]>, chosen: Set<Laid>): void {
  const open = blocks.filter((b) => !chosen.has(b) && b.pieces.some(({ piece }) => (sides.get(piece) ?? []).length < 2))
  const outside = new Set(open)
  for (const block of outside)
    for (const { piece } of block.pieces)
      for (const other of sides.get(piece) ?? []) if (!chosen.has(other)) outside.add(other)
  for (const block of blocks) if (!outside.has(block)) chosen.add(block)
}

/** Where built blocks meet only at a corner, builds on what lies there, so that the outline does not touch itself. */
function fillPinches(blocks: readonly Laid[], chosen: Set<Laid>): boolean {
  const starts = new Map<string, number>()
  for (const shape of outlinePieces(chosen)) starts.set(String(shape[0]), (starts.get(String(shape[0])) ?? 0) + 1)
  const pinches = new Set([...starts].filter(([, n]) => n > 1).map(([at]) => at))
  if (pinches.size === 0) return false
  const touching = blocks.filter((b) => !chosen.has(b) && b.ring.some((p) => pinches.has(String(p))))
  for (const block of touching) chosen.add(block)
  return touching.length > 0
}

function outlinePieces(chosen: ReadonlySet<Laid>): Point[][] {
  const uses = new Map<Piece, number>()
  for (const block of chosen) for (const { piece } of block.pieces) uses.set(piece, (uses.get(piece) ?? 0) + 1)
  return [...chosen].flatMap((block) =>
    block.pieces
      .filter(({ piece }) => uses.get(piece) === 1)
      .map(({ piece, back }) => (back ? [...piece.shape].reverse() : piece.shape)),
  )
}

/** The closed outline of the chosen blocks, along the middle of their outermost streets. */
export function outlineOf(chosen: ReadonlySet<Laid>): Point[] {
  const from = new Map(outlinePieces(chosen).map((shape) => [String(shape[0]), shape]))
  const [first] = from.values()
  if (!first) throw new Error('nothing is built')
  const ring: Point[] = []
  let shape: Point[] | undefined = first
  while (shape) {
    ring.push(...shape.slice(0, -1))
    from.delete(String(shape[0]))
    shape = from.get(String(shape.at(-1)))
  }
  if (from.size > 0) throw new Error('built-up ground falls apart')
  return [...ring, ...ring.slice(0, 1)]
}
