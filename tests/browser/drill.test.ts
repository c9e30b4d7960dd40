import type { FeatureCollection, Point } from 'geojson'
import { describe, expect, it } from 'vitest'
import type { FigureTable } from '#data/model/indicator.ts'
import { textOf } from './driver.ts'
import type { Overview } from './overview-verbs.ts'
import { ask, turnTo } from './visit.ts'

const town = '410122001'
const communities = ['前杨社区', '文博社区', '新圃社区', '水岸社区', '青年路社区']

describe('from the county down to a community', () => {
  it('leads the list, and Escape leads back up, a step at a time', async () => {
    const overview = await turnTo('?theme=toilets')
    await overview.chooseUnit('青年路街道')
    const ofTown = await overview.figureShown()
    const picture = await overview.tab.bare()
    await overview.press('各社区、村')
    expect(overview.address()).toEqual({ v: '1', theme: 'toilets', area: town, level: 'community' })
    expect(await overview.figureShown()).toEqual(ofTown)
    expect(await listed(overview)).toEqual(communities)
    expect((await overview.tab.bare()).equals(picture)).toBe(false)

    await overview.chooseUnit('文博社区')
    const { rows } = await ask<FigureTable>(`indicators/toilet_density?level=community&area=${town}`)
    const one = rows.find(({ name }) => name === '文博社区')
    expect(await overview.figureShown()).toMatchObject({ place: '文博社区', value: one?.value?.toFixed(1) })
    expect(await way(overview)).toBe('中牟县 › 青年路街道 › 文博社区')
    expect(await listed(overview)).toEqual(communities)

    await overview.key('Escape')
    await overview.tab.settled()
    expect(await way(overview)).toBe('中牟县 › 青年路街道')
    expect(overview.address()).toEqual({ v: '1', theme: 'toilets', area: town, level: 'community' })
    await overview.key('Escape')
    await overview.looksLike(picture)
    await overview.key('Escape')
    await overview.tab.settled()
    expect(overview.address()).toEqual({ v: '1', theme: 'toilets' })
    expect(await way(overview)).toBe('中牟县')
  })

  it('leads a second click on the same unit, and one on the map', async () => {
    const { features } = await ask<FeatureCollection<Point, Record<string, string | number>>>(
      `collections/areas/items?level=community&parent=${town}&limit=100`,
    )
    const { name, area, label_lon: lon, label_lat: lat } = features[1]?.properties ?? {}
    const overview = await turnTo('?theme=water')
    await overview.chooseUnit('青年路街道')
    await overview.chooseUnit('青年路街道')
    expect(await listed(overview)).toHaveLength(communities.length)
    await overview.turn(`${new URL(overview.page.url()).search}&map=${lon},${lat},14`)
    await overview.pickOnMap(Number(lon), Number(lat))
    expect(overview.address()).toEqual({ v: '1', theme: 'water', area, level: 'community' })
    expect(await way(overview)).toBe(`中牟县 › 青年路街道 › ${name}`)
  })

  it('is opened by a link to a community alone, beside its neighbours', async () => {
    const overview = await turnTo(`?theme=toilets&area=${town}003`)
    await overview.units()
    expect(await listed(overview)).toEqual(communities)
    await overview.press('青年路街道')
    expect(overview.address()).toEqual({ v: '1', theme: 'toilets', area: town, level: 'community' })
  })

  it('ends at a township without communities, which a second click lets go', async () => {
    const overview = await turnTo('?theme=toilets')
    await overview.chooseUnit('官渡镇')
    expect(await overview.page.getByRole('button', { name: '各社区、村' }).count()).toBe(0)
    await overview.chooseUnit('官渡镇')
    expect(overview.address()).toEqual({ v: '1', theme: 'toilets' })
  })
})

async function listed(overview: Overview): Promise<string[]> {
  return (await overview.units()).map(({ name }) => name).sort()
}

async function way(overview: Overview): Promise<string> {
  return textOf(overview.page.locator('.crumbs'))
}
