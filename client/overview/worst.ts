import type { Mark } from '#data/model/theme.ts'
import type { Stated } from './use-signs.ts'

const marks: Mark[] = ['behind', 'at-risk']

/** What falls short, the worst first: by how bad it is, then by its state, then as it came. */
export function worstFirst(things: readonly Stated[]): Stated[] {
  return things
    .filter(({ mark }) => marks.includes(mark))
    .toSorted((a, b) => gradeOf(a) - gradeOf(b) || marks.indexOf(a.mark) - marks.indexOf(b.mark))
}

function gradeOf({ layer: { grade }, properties }: Stated): number {
  const place = grade?.worst.indexOf(String(properties[grade.property])) ?? 0
  return place < 0 ? Number.POSITIVE_INFINITY : place
}
