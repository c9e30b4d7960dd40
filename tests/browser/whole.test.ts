import { describe, expect, it } from 'vitest'
import { addDays } from '#data/model/day.ts'
import type { Health } from '#data/model/health.ts'
import { alike } from './alike.ts'
import { TileWay, tilesOn } from './tile-verbs.ts'
import { ask, turnTo, visit } from './visit.ts'

describe('a map that says it is whole', () => {
  const nearTheSeat = '?theme=sorting&map=114.017,34.723,12'

  it('has asked again for what the server had no hand free to give', async () => {
    const overview = await turnTo(nearTheSeat)
    const whole = await overview.tab.bare()
    const other = await visit({ troubles: /503/ })
    const way = new TileWay(other)
    const restore = await way.busy('roads')
    await other.arrive(nearTheSeat)
    await way.asked('roads', 4)
    restore()
    expect(await alike(other.page, await other.tab.bare(), whole)).toBe(true)
  })

  it('shows the last of several days passed over, and not one called back on the way', async () => {
    const { today } = await ask<Health>('health')
    const [first, passed, last] = [today, addDays(today, -150), addDays(today, -300)]
    const scene = (day: string) => `?theme=toilets&at=${day}&map=114.017,34.723,12`
    const overview = await turnTo(scene(last))
    const whole = await overview.tab.bare()
    await overview.turn(scene(first))
    const before = await overview.tab.bare()
    expect(before.equals(whole)).toBe(false)

    const way = new TileWay(overview)
    const release = [await way.holdBack(passed), await way.holdBack(last)]
    const asked = overview.page.waitForRequest(tilesOn(passed))
    await overview.pass(scene(passed))
    await asked
    await overview.pass(scene(last))
    expect(await overview.tab.wholeOnceDrawn()).toBe(false)
    for (const lift of release) await lift()
    expect(await alike(overview.page, await overview.tab.bare(), whole)).toBe(true)
  })
})
