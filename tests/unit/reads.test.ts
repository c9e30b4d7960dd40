import { describe, expect, it } from 'vitest'
import { Reads } from '#server/reads.ts'

const reads = new Reads([
  { name: 'lamps_at', source: 'select l.*, poles_of(l.fid, at) from lamps l where l.valid @> at' },
  { name: 'poles_of', source: 'select count(*) from poles join streets on true where lamps_at is not null' },
  { name: 'lit_evidence', source: "select * from places_at('lamps', at) join lamps_at(at) using (fid)" },
  { name: 'twice', source: 'select * from lamps' },
  { name: 'twice', source: 'select * from poles' },
])

describe('what a function reads', () => {
  it('is what stands in it and in all that it calls, in a circle too', () => {
    expect([...reads.by('lamps_at')]).toEqual(expect.arrayContaining(['lamps', 'poles_of', 'poles', 'streets']))
    expect([...reads.by('lit_evidence')]).toEqual(expect.arrayContaining(['lamps', 'poles', 'streets']))
    expect(reads.by('lit_evidence').has('lamp')).toBe(false)
  })

  it('is what stands in any function of its name', () => {
    expect([...reads.by('twice')]).toEqual(expect.arrayContaining(['lamps', 'poles']))
  })

  it('is nothing where there is no such function', () => {
    expect(reads.by('benches_at').size).toBe(0)
  })
})
