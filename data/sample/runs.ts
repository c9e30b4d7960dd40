import type { Piece, Way } from './blocks.ts'
import type { Point } from './plane.ts'
import type { Laidout } from './town.ts'

/** A stretch of one way that the town has built. */
export interface Run {
  name: string
  class: Way['class']
  line: Point[]
}

/** The roads of a town: of each way what borders on built ground, main roads without gaps. */
export function runs(town: Pick<Laidout, 'ways' | 'blocks'>): Run[] {
  const built = new Set<Piece>()
  for (const block of town.blocks) for (const { piece } of block.pieces) built.add(piece)
  return town.ways.flatMap((way) => {
    const pieces = way.lines.flatMap((line) => line.pieces)
    const first = pieces.findIndex((piece) => built.has(piece))
    const last = pieces.findLastIndex((piece) => built.has(piece))
    if (first < 0) return []
    const through = pieces.map((piece, i) => (way.class === 'street' ? built.has(piece) : i >= first && i <= last))
    const stretches: Point[][] = []
    for (const [i, piece] of pieces.entries()) {
      if (!through[i]) continue
      const current = i > 0 && through[i - 1] ? stretches.at(-1) : undefined
      if (current) current.push(...piece.shape.slice(1))
      else stretches.push([...piece.shape])
    }
    return stretches.map((line) => ({ name: way.name, class: way.class, line }))
  })
}
