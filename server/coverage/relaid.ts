import { type Box, boxRound, meet } from './boxes.ts'
import type { Served } from './cover.ts'
import type { Ground, Reached } from './ground-queries.ts'

/** How far beyond a change it is looked for, in metres: its vertices are written to the millimetre. */
const beside = 1

/**
 * Of grounds that were laid already, those to be laid anew once other ground is reached. What of a piece is not reached
 * depends on nothing but the shapes that may touch it, and on who is not covered there.
 */
export function toRelay(
  grounds: readonly Ground[],
  before: { reached: Reached; served: readonly Served[] },
  now: { reached: Reached; served: readonly Served[] },
): Ground[] {
  const changes = [...changedShapes(before.reached, now.reached), ...changedPlaces(before.served, now.served)]
  return grounds.filter(({ box }) => changes.some((change) => meet(change, box)))
}

/** A box round each shape that is only one of the two. */
function changedShapes(before: Reached, now: Reached): Box[] {
  const reach = now.lines.metres + beside
  const lines = onlyIn(before.lines.each, now.lines.each).map((line) => boxOfShape(line, reach))
  const pieces = onlyIn(before.beside, now.beside).map((ground) => boxOfShape(ground, beside))
  const rounds = onlyIn(before.rounds.map(inNumbers), now.rounds.map(inNumbers)).map((words): Box => {
    const [x = 0, y = 0, metres = 0] = words.split(' ').map(Number)
    const far = metres + beside
    return [x - far, y - far, x + far, y + far]
  })
  return [...lines, ...pieces, ...rounds]
}

function changedPlaces(before: readonly Served[], now: readonly Served[]): Box[] {
  return now
    .filter(({ covered }, i) => covered !== before[i]?.covered)
    .map(({ x, y }): Box => [x - beside, y - beside, x + beside, y + beside])
}

const inNumbers = ({ x, y, metres }: Reached['rounds'][number]) => `${x} ${y} ${metres}`

function onlyIn(before: readonly string[], now: readonly string[]): string[] {
  const [were, are] = [new Set(before), new Set(now)]
  return [...before.filter((one) => !are.has(one)), ...now.filter((one) => !were.has(one))]
}

/** Round the vertices of a shape in words, so much beyond them. */
function boxOfShape(shape: string, beyond: number): Box {
  const numbers = (shape.match(/-?[\d.]+/g) ?? []).map(Number)
  return boxRound(
    numbers.filter((_, i) => i % 2 === 0),
    numbers.filter((_, i) => i % 2 === 1),
    beyond,
  )
}
