/** A thing as files may be named after it. */
export interface NamedThing {
  fid: number
  key: string | null
  label: string | null
}

/** What a file's name leads to: a thing, and what the name says besides. */
export interface Lead {
  fid: number
  caption: string | null
}

const separator = /[-_ (（·]/
const number = /^[-_ (（·]+\d{1,3}[)）]?(?=[-_ (（·]|$)/

/**
 * Finds the thing that a file is named after: `KEY.jpg`, `KEY-2.jpg`, `KEY_正门.jpg` or `KEY_2_正门.jpg`, where KEY is the
 * thing's key or else its name, if only one is called so. The longest that fits counts, for keys may hold hyphens.
 * Numbers only give the order; what else follows is the caption.
 * @returns what tells the thing of a file's name, or why there is none
 */
export function namedAfter(things: readonly NamedThing[]): (file: string) => Lead | { fault: string } {
  const [byKey, byLabel] = [fidsBy(things, 'key'), fidsBy(things, 'label')]
  return (file) => {
    const stem = file.replace(/\.[^.]*$/, '').normalize('NFC')
    for (const end of ends(stem)) {
      const name = stem.slice(0, end)
      const [fid, ...others] = byKey.get(plainly(name)) ?? byLabel.get(plainly(name)) ?? []
      if (others.length > 0)
        return { fault: `${others.length + 1} things are called “${name}”: name it after the code of one` }
      if (fid !== undefined) return { fid, caption: captionOf(stem.slice(end)) }
    }
    return { fault: `nothing that stands today has “${stem}”, or how that begins, as its code or its name` }
  }
}

function fidsBy(things: readonly NamedThing[], property: 'key' | 'label'): Map<string, number[]> {
  const fids = new Map<string, number[]>()
  for (const { fid, [property]: name } of things) {
    const plain = plainly(name ?? '')
    if (plain !== '') fids.set(plain, [...(fids.get(plain) ?? []), fid])
  }
  return fids
}

/** Where a name may end, the longest first. */
function ends(stem: string): number[] {
  const cuts = [...stem.matchAll(new RegExp(separator, 'g'))].map(({ index }) => index)
  return [stem.length, ...cuts.reverse()]
}

function captionOf(rest: string): string | null {
  const words = rest
    .replace(number, '')
    .replaceAll(/[_\s]+/g, ' ')
    .replace(/^[-·\s]+|[-·\s]+$/g, '')
    .replace(/^[(（](.*)[)）]$/, '$1')
  return words === '' ? null : words
}

/** Files are named by hand: wide and narrow letters, capitals or not, are the same. */
function plainly(name: string): string {
  return name.normalize('NFKC').trim().toLowerCase()
}
