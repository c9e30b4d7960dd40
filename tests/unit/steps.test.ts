import { describe, expect, it } from 'vitest'
import { type Standing, stepTo, stepToLevel, stepUp } from '#client/overview/steps.ts'

const county: Standing = { area: null, level: 'township', within: null, hasCommunities: true }
const town: Standing = { area: '410122001', level: 'township', within: '410122001', hasCommunities: true }
const inTown: Standing = { ...town, level: 'community' }
const community: Standing = { ...inTown, area: '410122001003' }

describe('a step among the units', () => {
  it('leads to a unit, and to the communities of one that is chosen again', () => {
    expect(stepTo('410122001', county)).toEqual({ area: '410122001', level: 'township' })
    expect(stepTo('410122001', town)).toEqual({ area: '410122001', level: 'community' })
    expect(stepTo('410122001003', inTown)).toEqual({ area: '410122001003', level: 'community' })
  })

  it('lets go of what is chosen again where there is nothing below it', () => {
    expect(stepTo('410122001', { ...town, hasCommunities: false })).toEqual({ area: null, level: 'township' })
    expect(stepTo('410122001003', community)).toEqual({ area: '410122001', level: 'community' })
    expect(stepTo('410122001', inTown)).toEqual({ area: '410122001', level: 'community' })
  })

  it('leads back to the county from anywhere', () => {
    expect(stepTo(null, community)).toEqual({ area: null, level: 'township' })
  })

  it('up leads to the community’s township, its level, and the county; and no further', () => {
    expect(stepUp(community)).toEqual({ area: '410122001', level: 'community' })
    expect(stepUp(inTown)).toEqual({ area: '410122001', level: 'township' })
    expect(stepUp(town)).toEqual({ area: null, level: 'township' })
    expect(stepUp({ ...county, level: 'community' })).toEqual({ area: null, level: 'township' })
    expect(stepUp(county)).toBeNull()
  })

  it('to another level keeps the township', () => {
    expect(stepToLevel('township', community)).toEqual({ area: '410122001', level: 'township' })
    expect(stepToLevel('community', town)).toEqual({ area: '410122001', level: 'community' })
    expect(stepToLevel('community', county)).toEqual({ area: null, level: 'community' })
  })
})
