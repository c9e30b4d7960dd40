import { describe, expect, it } from 'vitest'
import type { Evidence } from '#client/api/types.ts'
import { phone, textOf } from './driver.ts'
import type { Overview } from './overview-verbs.ts'
import { ask, openScene, turnTo } from './visit.ts'

/** A toilet that is far down the rows, and the scene in which it stands a little beside the middle of the map. */
async function farDown() {
  const { features } = await ask<Evidence>('indicators/toilet_density/evidence')
  const at = features.findLastIndex(({ geometry, properties: row }) => geometry?.type === 'Point' && row.numerator > 0)
  const row = features[at]
  if (row?.geometry?.type !== 'Point') throw new Error('no toilet is counted')
  const [lon = Number.NaN, lat = Number.NaN] = row.geometry.coordinates
  expect(at).toBeGreaterThan(8)
  const map = `${(lon + 0.002).toFixed(5)},${(lat + 0.001).toFixed(5)},15`
  return { row, lon, lat, scene: `?theme=toilets&evidence=1&map=${map}` }
}

function marked(overview: Overview) {
  return overview.page.locator('#evidence .rows [aria-current="true"]')
}

describe('what is picked on the map', () => {
  it('is marked among the rows of the opened figure, in view, and no more once it is left', async () => {
    const { row, lon, lat, scene } = await farDown()
    const overview = await turnTo(scene)
    await overview.page.locator('#evidence .rows').waitFor()
    expect(await marked(overview).count()).toBe(0)
    await overview.pickOnMap(lon, lat)
    await marked(overview).waitFor()
    expect(overview.address()['pick']).toBe(`toilets.${row.properties.fid}`)
    expect(await textOf(marked(overview).locator('span').first())).toBe(row.properties.note)
    const inView = () =>
      marked(overview).evaluate((one) => {
        const box = one.getBoundingClientRect()
        return one.contains(document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2))
      })
    await expect.poll(inView, { timeout: 30_000 }).toBe(true)
    await overview.key('Escape')
    await expect.poll(() => marked(overview).count(), { timeout: 30_000 }).toBe(0)
  })

  it('does not lead a phone away from the map it was picked on', async () => {
    const { lon, lat, scene } = await farDown()
    const overview = await openScene(scene, { size: phone, touch: true })
    await overview.page.locator('#evidence .rows').waitFor({ state: 'attached' })
    const before = await overview.page.evaluate(() => scrollY)
    await overview.pickOnMap(lon, lat)
    await marked(overview).waitFor({ state: 'attached' })
    expect(await overview.page.evaluate(() => scrollY)).toBe(before)
  })
})
