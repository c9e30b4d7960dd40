import { describe, expect, it } from 'vitest'
import { isAnswer, isVersioned, kindOf, nameOfTile } from '#client/keeper/kept.ts'

const home = 'https://wall.example:3000'
const tile = `${home}/api/collections/roads/tiles/WebMercatorQuad/12/1620/3345`

describe('what is kept for a display', () => {
  it.each([
    ['/wall/demo', 'page'],
    ['/wall/hall-1?lang=en', 'page'],
    ['/assets/wall-Bq3kx9Zt.js', 'file'],
    ['/wall/assets/map-worker-DTl7DFwc.js', 'file'],
    ['/api/collections/roads/tiles/WebMercatorQuad?f=tilejson', 'map'],
    ['/api/collections/roads/tiles/WebMercatorQuad/12/1620/3345?v=7', 'map'],
    // the desk's pages, and whatever is live or has an age of its own
    ['/', null],
    ['/wall', null],
    ['/wall/demo/control', null],
    ['/api/live', null],
    ['/api/health', null],
    ['/api/displays/demo', null],
    ['/api/indicators/toilet_density?level=county', null],
    ['/api/collections/areas/items?level=township', null],
  ])('of %s is %s', (path, kind) => {
    expect(kindOf('GET', home + path)).toBe(kind)
    expect(kindOf('POST', home + path)).toBeNull()
  })

  it('is the last version of each tile, of each day its own', () => {
    const names = ['?v=7', '?v=8', '', '?datetime=2026-01-01&v=7', '?v=8&datetime=2026-01-01'].map((query) =>
      nameOfTile(tile + query),
    )
    expect(new Set(names)).toEqual(new Set([tile, `${tile}?datetime=2026-01-01`]))
    expect([`${tile}?v=7`, tile].map(isVersioned)).toEqual([true, false])
  })

  it('stands in for a server that cannot answer, not for one that refuses', () => {
    for (const status of [200, 204, 400, 404]) expect(isAnswer(status)).toBe(true)
    for (const status of [429, 500, 502, 503]) expect(isAnswer(status)).toBe(false)
  })
})
