import { describe, expect, it } from 'vitest'
import { readCoordinates } from '#client/finding/coordinates.ts'

describe('a place typed as coordinates', () => {
  it.each([
    ['114.017,34.723'],
    ['34.723, 114.017'],
    ['34.723 114.017'],
    ['  114.017   34.723 '],
    ['114.017，34.723'],
    ['１１４．０１７，３４．７２３'],
    ['34.723°N, 114.017°E'],
    ['114.017度，34.723度'],
    ['114.0170004;34.7230001'],
  ])('%s is one', (typed) => expect(readCoordinates(typed)).toEqual([114.017, 34.723]))

  it.each(['', '114', '114.017,', '114.017,34.723,12', '商都大街', '34.7 34.7.1', '200,34', '114,86', '1e3,4', 'W3'])(
    '%s is none',
    (typed) => expect(readCoordinates(typed)).toBeNull(),
  )
})
