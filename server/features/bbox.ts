import { ProblemError } from '../http/problem.ts'

export type Box = readonly [west: number, south: number, east: number, north: number]

/**
 * Reads a `bbox` of four numbers, or six with heights, which are not looked at.
 * @throws {ProblemError} 400 for letters, a wrong count, or edges the wrong way round
 */
export function readBox(text: string): Box {
  const numbers = text.split(',').map((part) => (part.trim() === '' ? Number.NaN : Number(part)))
  const [west, south, east, north] = (numbers.length === 6
    ? [0, 1, 3, 4].map((i) => numbers[i])
    : numbers) as unknown as Box
  if (![4, 6].includes(numbers.length) || !numbers.every(Number.isFinite)) {
    throw fault('must be four numbers: west,south,east,north')
  }
  if (south > north) throw fault('south lies north of north; the order is west,south,east,north')
  if (west > east) throw fault('west lies east of east; the order is west,south,east,north')
  return [west, south, east, north]
}

function fault(detail: string): ProblemError {
  return new ProblemError(400, `bbox ${detail}.`, [{ at: 'querystring/bbox', detail }])
}
