import { describe, expect, it } from 'vitest'
import { matchName, plainly } from '#server/finding/match-name.ts'
import { spell } from '#server/finding/spell.ts'

const match = (name: string, typed: string) => {
  const plain = plainly(name)
  return matchName({ plain, spelling: spell(plain) }, plainly(typed))
}

describe('a name', () => {
  it.each([
    ['商都大街', '商都大街', 0],
    ['商都大街', '商都', 1],
    ['商都大街', '大街', 2],
    // whichever way 都 is read
    ['商都大街', 'shangdu', 3],
    ['商都大街', 'shangdou dajie', 3],
    ['商都大街', 'sddj', 3],
    ['商都大街', 'shdudaj', 3],
    ['商都大街', 'DaJie', 4],
    ['绿博大道', 'lvbo', 3],
    ['绿博大道', 'lubo', 3],
    ['文博路W3公厕', 'w3', 2],
    ['文博路W3公厕', 'wblw3gc', 3],
    ['㙍李村', 'duoli', 3],
  ])('%s answers “%s” as well as %d', (name, typed, as) => expect(match(name, typed)).toBe(as))

  it.each([
    ['商都大街', '都商'],
    ['商都大街', 'sdj'],
    ['商都大街', 'hangdu'],
    ['商都大街', ''],
    ['商都大街', '   '],
    ['商都大街', '%'],
  ])('%s does not answer “%s”', (name, typed) => expect(match(name, typed)).toBeUndefined())
})
