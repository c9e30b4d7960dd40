/** Bytes of a field's name in a Shapefile. */
const nameBytes = 10

/** The beginning of a text that fits into some bytes of UTF-8, whole letters only. */
export function within(text: string, bytes: number): string {
  let taken = ''
  let length = 0
  for (const letter of text) {
    length += Buffer.byteLength(letter)
    if (length > bytes) break
    taken += letter
  }
  return taken
}

/** What is left of a heading in a Shapefile. */
export function shortName(heading: string): string {
  return within(heading, nameBytes)
}

/** Headings as a Shapefile can hold them, told apart by a number where cut ones are the same. */
export function shortNames(headings: readonly string[]): string[] {
  const taken = new Set<string>()
  return headings.map((heading) => {
    let name = shortName(heading)
    for (let n = 2; taken.has(name.toLowerCase()); n++) name = `${within(heading, nameBytes - `_${n}`.length)}_${n}`
    taken.add(name.toLowerCase())
    return name
  })
}
