import { describe, expect, it } from 'vitest'
import { besideBaseline, differsFrom, tolerated } from './baseline.ts'
import { showLayer } from './inner-map.ts'
import type { Overview } from './overview-verbs.ts'
import { picturedDay } from './pictured-county.ts'
import { picturedCounty, turnTo } from './visit.ts'

const themes = ['roads', 'toilets', 'water', 'sorting']
const home = picturedCounty()
/** The whole county, its seat, and a few streets of that. */
const cameras = { home: '', z12: '&map=114.017,34.723,12', z15: '&map=114.017,34.723,15' }
const zooms = ['home', 'z12', 'z15'] as const
const skins = ['silk', 'ink'] as const

async function comeTo(theme: string, skin: string, zoom: keyof typeof cameras): Promise<Overview> {
  return turnTo(`?theme=${theme}&skin=${skin}&at=${picturedDay}${cameras[zoom]}`, { home: home(), sharp: true })
}

describe('the map looks as it did', () => {
  for (const theme of themes) {
    for (const skin of skins) {
      for (const zoom of zooms) {
        const name = `${theme}-${skin}-${zoom}`
        it(name, async () => {
          const overview = await comeTo(theme, skin, zoom)
          const { differs, seen } = await besideBaseline(overview.page, name, await overview.tab.bare())
          expect(differs, `percent of the picture that differs; what was seen is in ${seen}`).toBeLessThanOrEqual(
            tolerated,
          )
        })
      }
    }
  }
})

describe('a picture from which a layer is missing', () => {
  for (const [theme, zoom, layers] of [
    ['sorting', 'z12', ['streets', 'built-up', 'borders', 'units', 'unit-names', 'sorting/compounds/mark']],
    ['roads', 'z15', ['roads/duty_sections/2', 'road-names']],
    ['water', 'home', ['water/water_bodies/line', 'signs', 'sign-names']],
  ] as const) {
    it(`is none of ${theme} at ${zoom}`, async () => {
      const { page, tab } = await comeTo(theme, 'silk', zoom)
      for (const layer of layers) {
        await showLayer(page, layer, false)
        const differs = await differsFrom(page, `${theme}-silk-${zoom}`, await tab.bare())
        expect(differs, layer).toBeGreaterThan(tolerated)
        await showLayer(page, layer, true)
      }
    })
  }
})
