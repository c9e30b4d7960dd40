import type { Spelling } from './spell.ts'

/** A name that can be found. */
export interface Spelt {
  /** In small letters, without blanks. */
  plain: string
  spelling: Spelling
}

/** What is asked for, as names are kept. */
export function plainly(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/\s+/g, '')
}

/**
 * How well a name answers what was typed, the lowest best, or undefined where it does not: the whole name, its
 * beginning, a part of it; then the same by how it is read, whole syllables or only their first letters, `sddj` as
 * `shangdu`.
 * @param asked from `plainly`
 */
export function matchName({ plain, spelling }: Spelt, asked: string): number | undefined {
  if (asked === '') return undefined
  const at = plain.indexOf(asked)
  if (at >= 0) return plain === asked ? 0 : at === 0 ? 1 : 2
  if (!/^[a-z0-9]+$/.test(asked)) return undefined
  const from = spelling.findIndex((_, start) => reads(spelling, start, asked))
  return from < 0 ? undefined : from === 0 ? 3 : 4
}

/** Whether the syllables from one on can be read as the letters: each as a beginning of it, one letter at least. */
function reads(spelling: Spelling, start: number, letters: string): boolean {
  if (letters === '') return true
  return (spelling[start] ?? []).some((syllable) => {
    let shared = 0
    while (shared < syllable.length && syllable[shared] === letters[shared]) shared++
    for (; shared > 0; shared--) if (reads(spelling, start + 1, letters.slice(shared))) return true
    return false
  })
}
