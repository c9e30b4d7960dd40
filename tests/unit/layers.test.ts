import { createExpression, type LayerSpecification, validateStyleMin } from '@maplibre/maplibre-gl-style-spec'
import type { Map as MapLibre } from 'maplibre-gl'
import { describe, expect, it } from 'vitest'
import { changes } from '#client/map/apply.ts'
import { thingAt } from '#client/map/hit.ts'
import { type Drawing, drawMap, pickable } from '#client/map/layers.ts'
import { rampFor, rampOfChange, tintOf, tintOfChange } from '#client/map/ramp.ts'
import { middleOf } from '#client/map/signs.ts'
import { layersFrom, sources, sourcesDrawn, tileAddress, tileSource } from '#client/map/sources.ts'
import { type Look, markSizeByZoom } from '#client/map/symbols.ts'
import { type Tokens, tokenNames } from '#client/skin/tokens.ts'
import type { Figure } from '#data/model/indicator.ts'
import type { Theme } from '#data/model/theme.ts'
import ground from '#data/themes/ground/theme.ts'
import roads from '#data/themes/roads/theme.ts'
import sorting from '#data/themes/sorting/theme.ts'
import toilets from '#data/themes/toilets/theme.ts'
import water from '#data/themes/water/theme.ts'

const themes = [ground, roads, toilets, water, sorting] as Theme[]

/** A look in which every colour is another one, so that a test sees which token was used. */
function createLook(skin: Look['skin'] = 'silk', scale = 1): Look {
  const from = skin === 'silk' ? 0x10 : 0x90
  const tokens = Object.fromEntries(tokenNames.map((name, index) => [name, `#0000${(from + index).toString(16)}`]))
  return { skin, scale, tokens: tokens as Tokens }
}

function draw(leading: string, more: Partial<Drawing> = {}): LayerSpecification[] {
  return drawMap({ themes, leading, under: [], level: 'township', look: createLook(), ...more })
}

const sourceOf = (id: string) => tileSource(id, tileAddress(id, '2026-06-30', 7, 'http://county.example'))

/** What the map would say against a style of what is laid. The font-faces of the true style stand in for glyphs. */
function faultsOf(layers: LayerSpecification[]): string[] {
  const drawn = sourcesDrawn(layers)
  const style = {
    version: 8 as const,
    sources: sources(themes, drawn, sourceOf),
    layers: layersFrom(layers, drawn),
  }
  return validateStyleMin(style).flatMap(({ message }) => (message.includes('glyphs') ? [] : [message]))
}

const visible = (layers: LayerSpecification[]) =>
  layers.filter((layer) => layer.layout?.visibility !== 'none').map(({ id }) => id)

describe('the drawing of the map', () => {
  it.each(['roads', 'toilets', 'water', 'sorting'])('is a style the map accepts while %s leads', (leading) => {
    const layers = draw(leading)
    expect(faultsOf(layers)).toEqual([])
  })

  it('shows the leading theme and none of the others', () => {
    const shown = visible(draw('toilets'))
    expect(shown).toContain('toilets/toilets/mark')
    expect(shown.filter((id) => /^(roads|water|sorting)\//.test(id))).toEqual([])
  })

  it('lays other themes under the leading one, faintly, and lets them be picked', () => {
    const layers = draw('roads', { under: ['toilets', 'water'] })
    expect(visible(layers).filter((id) => id.startsWith('sorting/'))).toEqual([])
    const ids = layers.map(({ id }) => id)
    expect(ids.indexOf('toilets/toilets/mark')).toBeLessThan(ids.indexOf('roads/duty_sections/3'))
    const paint = (id: string) => layers.find((layer) => layer.id === id)?.paint
    expect(paint('toilets/toilets/mark')).toEqual({ 'icon-opacity': ['*', 0.35, 1] })
    expect(JSON.stringify(paint('water/water_bodies/fill'))).toContain('"fill-opacity":["*",0.35,["match"')
    expect(paint('roads/duty_sections/1')).not.toHaveProperty('line-opacity')
    expect(pickable(layers)).toContain('toilets/toilets/mark')
    expect(faultsOf(layers)).toEqual([])
  })

  it('asks for the tiles of what is shown, and of nothing else', () => {
    const drawn = (under: string[]) => {
      const layers = draw('roads', { under })
      const all = Object.entries(sources(themes, sourcesDrawn(layers), sourceOf))
      return all.flatMap(([id, source]) => ('tiles' in source ? [id] : []))
    }
    expect(drawn([]).sort()).toEqual(['areas', 'built_up', 'duty_sections', 'roads', 'water_bodies'])
    expect(drawn(['toilets'])).toContain('toilets')
  })

  it('tints the units of the level told, and draws borders between communities only then', () => {
    const filter = (layers: LayerSpecification[]) => JSON.stringify(layers.find(({ id }) => id === 'units'))
    const [towns, communities] = [draw('roads'), draw('roads', { level: 'community' })]
    expect(filter(towns)).toContain('"township"')
    expect(filter(communities)).toContain('"community"')
    expect(visible(towns)).not.toContain('borders-within')
    expect(visible(communities)).toContain('borders-within')
  })

  it('lays marks over threads, threads over ground, and names over all', () => {
    const ids = draw('roads').map(({ id }) => id)
    const places = ['ground', 'units', 'built-up', 'main-roads', 'water/water_bodies/line', 'roads/duty_sections/1']
    const order = [...places, 'roads/duty_sections/broken', 'toilets/toilets/mark', 'unit-names'].map((id) =>
      ids.indexOf(id),
    )
    expect(order).not.toContain(-1)
    expect(order).toEqual([...order].sort((a, b) => a - b))
  })

  it('draws threads of a higher rank with longer stitches, on a band of land, and a vacant one as dots of the late colour', () => {
    const look = createLook()
    const byId = new Map(draw('roads', { look }).map((layer) => [layer.id, layer]))
    const stitch = (rank: number) => {
      const paint = byId.get(`roads/duty_sections/${rank}`)?.paint as { 'line-dasharray': number[] }
      return paint['line-dasharray'][0] ?? 0
    }
    expect(stitch(1)).toBeGreaterThan(stitch(2))
    expect(stitch(2)).toBeGreaterThan(stitch(3))
    const band = byId.get('roads/duty_sections/band')
    expect(band?.paint).toMatchObject({ 'line-color': look.tokens.land })
    expect([...byId.keys()].indexOf('roads/duty_sections/band')).toBeLessThan(
      [...byId.keys()].indexOf('roads/duty_sections/3'),
    )
    const broken = byId.get('roads/duty_sections/broken')
    expect(broken?.layout).toMatchObject({ 'line-cap': 'round' })
    expect(broken?.paint).toMatchObject({ 'line-dasharray': [0, 1.9] })
    expect(JSON.stringify(broken?.paint)).toContain(`"behind","${look.tokens.late}"`)
  })

  it('draws a mark that stands for several the larger the more they are, and is as it was for one', () => {
    const expression = createExpression(markSizeByZoom(1), 'layout.icon-size')
    if (expression.result === 'error') throw new Error(String(expression.value))
    const size = (properties: object) => expression.value.evaluate({ zoom: 9 }, { type: 'Point', properties })
    expect(size({})).toBeCloseTo(0.25)
    expect(size({ count: 1 })).toBeCloseTo(0.25)
    expect(size({ count: 10 })).toBeGreaterThan(size({ count: 2 }))
    expect(size({ count: 2 })).toBeGreaterThan(size({}))
  })

  it('does not take a mark that stands for several for any of them', () => {
    const found = [
      { id: 7, source: 'toilets', properties: { count: 3 } },
      { id: 8, source: 'toilets', properties: { count: 1 } },
    ]
    const pick = (...features: typeof found) =>
      thingAt({ queryRenderedFeatures: () => features } as unknown as MapLibre, { x: 0, y: 0 }, [])
    expect(pick(...found)).toEqual({ collection: 'toilets', fid: 8 })
    expect(pick(...found.slice(0, 1))).toBeNull()
  })

  it('picks things of the leading theme only, what is named, and who is out of reach', () => {
    const names = ['road-names', 'sign-names', 'signs', 'unserved', 'water-names']
    expect(pickable(draw('sorting')).toSorted()).toEqual(
      [...names, 'sorting/compounds/mark', 'sorting/villages/mark'].toSorted(),
    )
  })
})

describe('changing a drawing in place', () => {
  it('finds nothing to change between equal drawings', () => {
    expect(changes(draw('roads'), draw('roads'))).toEqual([])
  })

  it('changes only what is seen when another theme leads', () => {
    const found = changes(draw('roads'), draw('sorting'))
    expect(found).toContainEqual({
      layer: 'sorting/compounds/mark',
      kind: 'layout',
      name: 'visibility',
      value: 'visible',
    })
    expect(found.every((change) => change.kind === 'layout' && change.name === 'visibility')).toBe(true)
  })

  it('keeps the layers, in their order, from skin to skin', () => {
    const silk = draw('roads', { look: createLook('silk') })
    const ink = draw('roads', { look: createLook('ink') })
    expect(ink.map(({ id }) => id)).toEqual(silk.map(({ id }) => id))
    expect(changes(silk, ink).some((change) => change.kind === 'filter')).toBe(false)
    expect(JSON.stringify(ink)).not.toMatch(/-silk/)
  })
})

describe('the tint of a unit', () => {
  const figure = (value: number | null, target: number | null = 6): Figure => ({
    area: '410122101',
    name: 'unit',
    numerator: 1,
    denominator: 1,
    value,
    target,
    due: null,
    gap: null,
    missing: null,
    status: value === null ? 'no-data' : 'behind',
    pace: null,
    targets: [],
    explanation: '',
  })

  it('rises in equal round steps to the target', () => {
    expect(rampFor({ better: 'more', value: 'ratio' }, [figure(1.9), figure(6.4)])).toEqual({
      by: 'value',
      thresholds: [1.5, 3, 4.5, 6],
      toTarget: true,
    })
  })

  it('divides what there is where no target stands, from the least to the greatest', () => {
    const plain = (...values: number[]) =>
      rampFor(
        { better: 'more', value: 'percent' },
        values.map((value) => figure(value, null)),
      )
    expect(plain(11.8, 100)).toEqual({ by: 'value', thresholds: [20, 40, 60, 80], toTarget: false })
    expect(plain(0, 3)).toMatchObject({ thresholds: [1, 2, 3, 4] })
    // no step begins above 100 %
    expect(plain(45.1, 100)).toMatchObject({ thresholds: [40, 55, 70, 85] })
    expect(plain(7, 7)).toMatchObject({ toTarget: false })
  })

  it('divides what is counted one by one by whole numbers', () => {
    const counted = [0, 1, 0].map((value) => figure(value, null))
    expect(rampFor({ better: 'less', value: 'count' }, counted)).toMatchObject({ thresholds: [1, 2, 3, 4] })
    expect(rampOfChange({ value: 'count' }, [{ by: 1 }])).toEqual({ by: 'change', much: 1 })
  })

  it.each([
    [0, 'ramp-1'],
    [1.5, 'ramp-2'],
    [5.999, 'ramp-4'],
    [6, 'ramp-5'],
    [9, 'ramp-5'],
  ])('puts %d on its step', (value, tint) => {
    expect(tintOf(figure(value), { by: 'value', thresholds: [1.5, 3, 4.5, 6], toTarget: true })).toBe(tint)
  })

  it('tells the state where less is better, and nothing where nothing is known', () => {
    expect(rampFor({ better: 'less', value: 'count' }, [figure(3, 0)])).toEqual({ by: 'state' })
    expect(tintOf(figure(3, 0), { by: 'state' })).toBe('behind')
    expect(tintOf(figure(null), { by: 'state' })).toBeNull()
    expect(tintOf(figure(null), { by: 'value', thresholds: [1, 2, 3, 4], toTarget: true })).toBeNull()
  })
})

describe('the tint of a change', () => {
  it('is strong from a round size that about half of the greatest change reaches', () => {
    const ramp = rampOfChange({ value: 'ratio' }, [{ by: 0.9 }, { by: -0.2 }, { by: null }])
    expect(ramp).toEqual({ by: 'change', much: 0.5 })
    expect(rampOfChange({ value: 'ratio' }, [])).toMatchObject({ by: 'change' })
  })

  it.each([
    [0.5, 'better', 'better-2'],
    [0.4, 'better', 'better-1'],
    [0, 'same', 'same'],
    [-0.4, 'worse', 'worse-1'],
    [-3, 'better', 'better-2'],
    [3, 'worse', 'worse-2'],
    [null, 'unknown', null],
  ])('of %s that is %s is %s', (by, turn, tint) => {
    expect(tintOfChange({ by, turn }, 0.5)).toBe(tint)
  })
})

describe('the place of a sign', () => {
  it('is halfway along the longest course', () => {
    const short = [
      [0, 1],
      [0, 2],
    ]
    const long = [
      [0, 0],
      [3, 0],
      [4, 0],
    ]
    const middle = middleOf({ type: 'MultiLineString', coordinates: [short, long] })
    expect(middle?.[0]).toBeCloseTo(2)
    expect(middle?.[1]).toBeCloseTo(0)
  })

  it('lies on the ground it signs, however bent', () => {
    const bow = [
      [0, 0],
      [4, 0],
      [4, 4],
      [0, 4],
      [0, 3],
      [3, 3],
      [3, 1],
      [0, 1],
      [0, 0],
    ]
    expect(middleOf({ type: 'Polygon', coordinates: [bow] })).toEqual([3.5, 2])
  })

  it('is nowhere for nothing', () => {
    expect(middleOf({ type: 'LineString', coordinates: [] })).toBeNull()
    expect(middleOf({ type: 'Polygon', coordinates: [] })).toBeNull()
  })
})
