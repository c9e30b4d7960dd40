import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  cellWidths,
  denses,
  emptyScene,
  longest,
  mostBarred,
  mostCorners,
  mostTried,
  parseScene,
  printScene,
  type Scene,
  tells,
} from '#client/scene/scene.ts'
import { addDays } from '#data/model/day.ts'
import { firstAddress } from '../first-address.ts'

const full: Scene = {
  theme: 'toilets',
  under: ['water', 'roads'],
  figure: 'toilet_stalls',
  area: '410122101',
  level: 'community',
  at: '2026-11-24',
  since: '2026-05-01',
  dense: 'columns',
  camera: { lng: 114.01234, lat: 34.72, zoom: 12.5 },
  cell: { across: 500, key: '3,-12' },
  pick: { collection: 'duty_sections', fid: 31 },
  place: { lng: 114.01, lat: 34.7 },
  list: 'toilets',
  evidence: true,
  metres: 450,
  need: 'villages',
  weight: '户数',
  tell: 'square',
  km2: 4,
  sites: [
    { lng: 114.0165, lat: 34.7225 },
    { lng: 114.03, lat: 34.73 },
  ],
  without: [12, 7],
  barred: [
    [
      { lng: 114, lat: 34.7 },
      { lng: 114.01, lat: 34.7 },
      { lng: 114, lat: 34.71 },
    ],
    [
      { lng: 114.1, lat: 34.7 },
      { lng: 114.11, lat: 34.7 },
      { lng: 114.1, lat: 34.71 },
    ],
  ],
  sketch: {
    as: 'ground',
    corners: [
      { lng: 114.01, lat: 34.72 },
      { lng: 114.03, lat: 34.73 },
      { lng: 114.02, lat: 34.75 },
    ],
  },
  scenario: 'a2b3c4d5',
  beside: 'k3m9x2ab',
  embed: true,
  skin: 'ink',
  lang: 'en',
}

const nullable = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null })
const name = fc.stringMatching(/^[a-z][a-z0-9_]{0,47}$/)
const rounded = (min: number, max: number, decimals: number) =>
  fc.double({ min, max, noNaN: true }).map((value) => Number(value.toFixed(decimals)) + 0)
const anyPlace = fc.record({ lng: rounded(-180, 180, 5), lat: rounded(-85, 85, 5) })
const anyGround = fc.uniqueArray(anyPlace, {
  minLength: 3,
  maxLength: Math.floor(mostBarred / 3),
  selector: ({ lng, lat }) => `${lng},${lat}`,
})
const anyScene: fc.Arbitrary<Scene> = fc.record({
  theme: nullable(name),
  under: fc.uniqueArray(fc.stringMatching(/^[a-z][a-z0-9_]{0,20}$/), { maxLength: 6 }),
  figure: nullable(name),
  area: nullable(fc.stringMatching(/^([0-9]{6,15}|a[0-9]{1,10})$/)),
  level: fc.constantFrom('county' as const, 'township' as const, 'community' as const),
  at: nullable(fc.integer({ min: 0, max: 20_000 }).map((days) => addDays('2000-01-01', days))),
  since: nullable(fc.integer({ min: 0, max: 20_000 }).map((days) => addDays('2000-01-01', days))),
  dense: fc.constantFrom(...denses),
  camera: nullable(fc.record({ lng: rounded(-180, 180, 5), lat: rounded(-85, 85, 5), zoom: rounded(0, 22, 2) })),
  cell: nullable(
    fc.record({
      across: fc.constantFrom(...cellWidths),
      key: fc.tuple(fc.integer({ min: -9999, max: 9999 }), fc.integer({ min: -9999, max: 9999 })).map(String),
    }),
  ),
  pick: nullable(fc.record({ collection: name, fid: fc.nat() })),
  place: nullable(anyPlace),
  list: nullable(name),
  evidence: fc.boolean(),
  metres: nullable(fc.integer({ min: 1, max: 5000 })),
  need: nullable(name),
  weight: nullable(fc.string({ minLength: 1, maxLength: 60 })),
  tell: fc.constantFrom(...tells),
  km2: fc.integer({ min: 1, max: 99 }),
  sites: fc.uniqueArray(anyPlace, { maxLength: 30, selector: ({ lng, lat }) => `${lng},${lat}` }),
  without: fc.uniqueArray(fc.integer({ min: 1, max: 999_999_999 }), { maxLength: 20 }),
  barred: fc.array(anyGround, { maxLength: 3 }),
  sketch: nullable(
    fc.record({
      as: fc.constantFrom('way' as const, 'ground' as const),
      corners: fc.uniqueArray(anyPlace, {
        minLength: 1,
        maxLength: mostCorners,
        selector: ({ lng, lat }) => `${lng},${lat}`,
      }),
    }),
  ),
  scenario: nullable(fc.stringMatching(/^[a-z2-9]{8}$/)),
  beside: nullable(fc.oneof(fc.constant('stands'), fc.stringMatching(/^[a-z2-9]{8}$/))),
  embed: fc.boolean(),
  skin: fc.constantFrom('silk' as const, 'ink' as const),
  lang: nullable(fc.constantFrom('zh-CN' as const, 'en' as const)),
})

describe('a scene as an address', () => {
  it('holds every part, readably', () => {
    expect(printScene(full)).toBe(
      '?v=1&theme=toilets&under=water,roads&figure=toilet_stalls&area=410122101&level=community&at=2026-11-24&since=2026-05-01&dense=columns&map=114.01234,34.72,12.5' +
        '&cell=500,3,-12&pick=duty_sections.31&place=114.01,34.7&list=toilets&evidence=1&metres=450&need=villages&weight=%E6%88%B7%E6%95%B0&tell=square&km2=4&sites=114.0165,34.7225_114.03,34.73&without=12,7&barred=114,34.7_114.01,34.7_114,34.71__114.1,34.7_114.11,34.7_114.1,34.71&sketch=ground_114.01,34.72_114.03,34.73_114.02,34.75&scenario=a2b3c4d5&beside=k3m9x2ab&embed=1&skin=ink&lang=en',
    )
  })

  it('leaves out what nobody has chosen', () => {
    expect(printScene(emptyScene)).toBe('?v=1')
  })

  it('is read back as it was written, and is never too long', () => {
    fc.assert(
      fc.property(anyScene, (scene) => {
        const address = printScene(scene)
        expect(parseScene(address)).toEqual(scene)
        expect(address.length).toBeLessThanOrEqual(longest)
      }),
    )
  })

  it('has room for as many sites as may be tried, and no more', () => {
    const sites = Array.from({ length: mostTried + 5 }, (_, n) => ({ lng: 113.90001 + n / 1000, lat: 34.70001 }))
    const without = Array.from({ length: mostTried + 5 }, (_, n) => 1_234_567 + n)
    const address = printScene({ ...full, sites: sites.slice(0, mostTried), without: without.slice(0, mostTried) })
    expect(address.length).toBeLessThanOrEqual(longest)
    expect(parseScene(address).sites).toEqual(
      sites.slice(0, mostTried).map(({ lng, lat }) => ({ lng: Number(lng.toFixed(5)), lat })),
    )
    expect(parseScene(address).without).toHaveLength(mostTried)
    expect(
      parseScene(`?sites=${sites.map(({ lng, lat }) => `${lng.toFixed(5)},${lat}`).join('_')}`).sites,
    ).toHaveLength(mostTried)
  })

  it('has room for so many corners of barred ground, and leaves out a piece that is none or has no room', () => {
    const piece = (corners: number, lat: number) =>
      Array.from({ length: corners }, (_, n) => ({ lng: 113.90001 + n / 1000, lat }))
    const barred = [piece(3, 34.1), piece(mostBarred - 6, 34.2), piece(4, 34.3), piece(3, 34.4)]
    expect(parseScene(printScene({ ...emptyScene, barred })).barred.map(({ length }) => length)).toEqual([
      3,
      mostBarred - 6,
      3,
    ])
    expect(parseScene('?barred=114,34_114.1,34__114,34_114,34_114,34__x').barred).toEqual([])
    const most = Array.from({ length: mostTried }, (_, n) => ({ lng: 113.90001 + n / 1000, lat: 34.70001 }))
    const address = printScene({
      ...full,
      sites: most,
      without: most.map((_, n) => 1_234_567 + n),
      barred: [piece(mostBarred, 34.70001)],
      sketch: { as: 'ground', corners: piece(mostCorners, 34.70001) },
    })
    expect(address.length).toBeLessThanOrEqual(longest)
  })

  it('never fails, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 300 }), (text) => {
        const scene = parseScene(text)
        expect(parseScene(printScene(scene))).toEqual(scene)
      }),
    )
  })

  it.each([
    ['theme=Robert%27);drop', 'theme'],
    ['area=中牟', 'area'],
    ['level=village', 'level'],
    ['at=2026-02-31', 'at'],
    ['map=114,34', 'camera'],
    ['map=114,NaN,9', 'camera'],
    ['map=1e9,34,9', 'camera'],
    ['map=114,34,99', 'camera'],
    ['cell=700,1,2', 'cell'],
    ['cell=500,1', 'cell'],
    ['cell=500,-0,2', 'cell'],
    ['pick=toilets', 'pick'],
    ['pick=toilets.-1', 'pick'],
    ['list=Toilets', 'list'],
    ['evidence=yes', 'evidence'],
    ['sites=here_114,99', 'sites'],
    ['without=-1,all', 'without'],
    ['beside=../areas', 'beside'],
    ['scenario=A1', 'scenario'],
    ['skin=gold', 'skin'],
    ['lang=fr', 'lang'],
  ] as const)('takes %s as if it had not been said', (query, part) => {
    expect(parseScene(`?v=1&theme=water&${query}`)[part]).toEqual(part === 'theme' ? 'water' : emptyScene[part])
  })

  it('keeps the good parts beside a bad one', () => {
    expect(parseScene('?v=1&theme=water&at=soon&skin=ink')).toEqual({ ...emptyScene, theme: 'water', skin: 'ink' })
  })

  it('reads an address without a version, or of a later one, as far as it is understood', () => {
    expect(parseScene('?theme=water').theme).toBe('water')
    expect(parseScene('?v=99&theme=water&weather=rain').theme).toBe('water')
  })
})

describe('an address of the first version', () => {
  it('is still read as it was meant, part by part', () => {
    expect(parseScene(firstAddress.whole)).toEqual({
      theme: 'toilets',
      under: ['water', 'roads'],
      figure: 'toilet_stalls',
      area: '410122101',
      level: 'community',
      at: '2026-06-10',
      since: '2026-01-05',
      dense: 'columns',
      camera: { lng: 114.01234, lat: 34.72, zoom: 12.5 },
      cell: null,
      pick: { collection: 'duty_sections', fid: 31 },
      place: { lng: 114.01, lat: 34.7 },
      list: 'toilets',
      evidence: true,
      metres: 450,
      need: 'built_up',
      // of what came later nothing is chosen
      weight: null,
      tell: 'square',
      km2: 4,
      sites: [
        { lng: 114.0165, lat: 34.7225 },
        { lng: 114.03, lat: 34.73 },
      ],
      without: [12, 7],
      barred: [],
      sketch: {
        as: 'ground',
        corners: [
          { lng: 114.01, lat: 34.72 },
          { lng: 114.03, lat: 34.73 },
          { lng: 114.02, lat: 34.75 },
        ],
      },
      scenario: 'a2b3c4d5',
      beside: 'stands',
      embed: true,
      skin: 'ink',
      lang: 'en',
    })
  })
})

describe('migrations', () => {
  const rename = (from: string, to: string) => (old: URLSearchParams) => {
    const next = new URLSearchParams(old)
    next.delete(from)
    next.set(to, old.get(from) ?? '')
    return next
  }
  const steps = { 1: rename('topic', 'subject'), 2: rename('subject', 'theme') }

  it('takes an old address through every step up to today', () => {
    expect(parseScene('?v=1&topic=water', steps, 3).theme).toBe('water')
  })

  it('starts at the version in which the address was written', () => {
    expect(parseScene('?v=2&subject=water', steps, 3).theme).toBe('water')
    expect(parseScene('?v=3&theme=water', steps, 3).theme).toBe('water')
  })
})
