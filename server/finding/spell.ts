import { polyphonic } from 'pinyin-pro'

/**
 * A name as it is typed: for each of its characters all it may be read as, without tones, in small letters; a letter
 * or digit is read as itself. 都 is `du` and `dou`: which of them a place means, no dictionary knows.
 */
export type Spelling = readonly (readonly string[])[]

export function spell(name: string): Spelling {
  return polyphonic(name, { toneType: 'none', type: 'array', v: true }).map((readings) => readings.flatMap(asTyped))
}

/** ü is typed as v, or as u where nobody minds. */
function asTyped(reading: string): string[] {
  const small = reading.toLowerCase()
  return small.length > 1 && small.includes('v') ? [small, small.replace('v', 'u')] : [small]
}
