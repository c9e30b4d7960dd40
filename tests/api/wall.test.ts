import { describe, expect, it } from 'vitest'
import type { Display } from '#data/model/display.ts'
import { turnAt } from '#data/model/programme.ts'
import { countyOfFile, sampleCounty } from './county.ts'

describe('the display of the sample', () => {
  const county = sampleCounty()

  it('shows each theme that promises something in its turn, at any time, for at most 20 s', async () => {
    const asked = Date.now()
    const { status, headers, json } = await county().get('/api/displays/demo')
    expect(status).toBe(200)
    expect(headers['cache-control']).toBe('no-store')
    const { id, profile, programme, now } = json<Display>()
    expect({ id, profile }).toEqual({ id: 'demo', profile: { skin: 'ink', lang: 'zh-CN' } })
    const scenes = programme.flatMap(({ turns }) => turns.map(({ scene }) => scene))
    expect(scenes).toEqual(['roads', 'toilets', 'water', 'sorting'].map((theme) => `?v=1&theme=${theme}`))
    expect(programme.flatMap(({ turns }) => turns).every(({ seconds }) => seconds <= 20)).toBe(true)
    expect(Date.parse(now)).toBeGreaterThanOrEqual(asked)
    for (let hour = 0; hour < 24 * 7; hour++) {
      expect(turnAt(programme, Date.parse(now) + hour * 3_600_000).turn).not.toBeNull()
    }
  })

  it('is the only one: another is said not to be there, and what is no name is refused', async () => {
    const other = await county().get('/api/displays/hall')
    expect(other).toMatchObject({ status: 404 })
    expect(other.json()).toMatchObject({ detail: 'There is no display “hall”. Known: demo.' })
    expect((await county().get('/api/displays/-%E5%B1%8F')).status).toBe(400)
  })
})

describe('a county of its own', () => {
  const county = countyOfFile()

  it('has no display that only comes with the sample', async () => {
    expect((await county().get('/api/displays/demo')).status).toBe(404)
  })
})
