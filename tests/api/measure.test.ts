import { describe, expect, it } from 'vitest'
import type { Measured } from '#data/model/measure.ts'
import { type Anything, sampleCounty } from './county.ts'

const county = sampleCounty()
type Ring = [lon: number, lat: number][]
const seat: Ring = [
  [114.0, 34.71],
  [114.04, 34.71],
  [114.04, 34.73],
  [114.0, 34.73],
  [114.0, 34.71],
]
const way = { type: 'LineString', coordinates: seat.slice(0, 3) }
const ground = (ring: Ring) => ({ type: 'Polygon', coordinates: [ring] })

async function ask(geometry: object, query = '', path = '/api/measure'): Promise<{ status: number; json: Anything }> {
  const answer = await county().app.inject({ method: 'POST', url: `${path}${query}`, payload: { geometry } })
  return { status: answer.statusCode, json: answer.json() }
}
async function measured(geometry: object): Promise<Measured> {
  const { status, json } = await ask(geometry)
  expect(status, JSON.stringify(json)).toBe(200)
  return json
}
const figure = ({ figures }: Measured, id: string) => {
  const found = figures.find(({ indicator }) => indicator === id)
  if (!found) throw new Error(`no ${id}`)
  return found
}

/** The outline of a unit, of which the figures are known. */
async function outline(code: string): Promise<object> {
  const [row] = await county().database.query<{ shape: string }>(
    `select st_asgeojson(st_geometryn(u.geom, 1), 15, 0) as shape
     from units u join areas a on a.fid = u.area where a.code = $1 and u.valid @> current_date`,
    [code],
  )
  return JSON.parse(row?.shape ?? '{}')
}

describe('what is drawn', () => {
  it('has its length and its size in the county’s plane', async () => {
    const [expected] = await county().database.query<{ way: number; round: number; km2: number }>(
      `select st_length(st_transform(st_geomfromtext('LINESTRING(114 34.71, 114.04 34.71, 114.04 34.73)', 4490), 4547)) as way,
         st_perimeter(shape) as round, st_area(shape) / 1e6 as km2
       from (select st_transform(st_makeenvelope(114, 34.71, 114.04, 34.73, 4490), 4547) as shape) as seat`,
    )
    const line = await measured(way)
    expect(line).toMatchObject({ plane: 4547, km2: null, figures: [] })
    expect(line.metres).toBeCloseTo(expected?.way ?? 0, 6)
    const polygon = await measured(ground(seat))
    expect(polygon.metres).toBeCloseTo(expected?.round ?? 0, 6)
    expect(polygon.km2).toBeCloseTo(expected?.km2 ?? 0, 9)
  })

  it('round a whole unit has the unit’s figures', async () => {
    const code = '410122001003'
    const all = await measured(await outline(code))
    for (const { indicator, rows, numerator, denominator, value, target } of all.figures) {
      const answer = await county().get(`/api/indicators/${indicator}?level=community&area=${code}`)
      const [row] = answer.json().rows
      // a neighbour's pieces may touch the border, with nothing of them inside
      expect(numerator ?? 0, indicator).toBeCloseTo(row.numerator ?? 0, 6)
      expect(denominator ?? 0, indicator).toBeCloseTo(row.denominator ?? 0, 6)
      if (row.value !== null) expect(value).toBeCloseTo(row.value, 6)
      expect(target).toBe(row.target)
      const evidence = await county().get(`/api/indicators/${indicator}/evidence?area=${code}`)
      expect(rows, indicator).toBe(evidence.json().features.length)
    }
    expect(all.figures.some(({ value }) => value !== null)).toBe(true)
  })

  it('in two halves has what the whole has, and its rows add up to its figures', async () => {
    const middle = 114.0173
    const halves = [
      [
        [114.0, 34.71],
        [middle, 34.71],
        [middle, 34.73],
        [114.0, 34.73],
        [114.0, 34.71],
      ],
      [
        [middle, 34.71],
        [114.04, 34.71],
        [114.04, 34.73],
        [middle, 34.73],
        [middle, 34.71],
      ],
    ] as Ring[]
    const whole = await measured(ground(seat))
    const [west, east] = [await measured(ground(halves[0] ?? [])), await measured(ground(halves[1] ?? []))]
    for (const id of ['toilet_density', 'road_chief_coverage', 'waste_sorting_coverage']) {
      const one = figure(whole, id)
      expect(one.denominator).toBeGreaterThan(0)
      // a side that is straight by longitude is not in the plane: it bends a little where it is cut
      const parts = [figure(west, id), figure(east, id)]
      expect(parts.reduce((sum, { denominator }) => sum + (denominator ?? 0), 0)).toBeCloseTo(one.denominator ?? 0, 3)
      expect(parts.reduce((sum, { numerator }) => sum + (numerator ?? 0), 0)).toBeCloseTo(one.numerator ?? 0, 3)
      const { status, json } = await ask(ground(seat), `?indicator=${id}`, '/api/measure/rows')
      expect(status).toBe(200)
      expect(json.features).toHaveLength(one.rows)
      const total = (name: string) =>
        json.features.reduce((sum: number, { properties }: Anything) => sum + properties[name], 0)
      expect(total('denominator')).toBeCloseTo(one.denominator ?? 0, 6)
      expect(total('numerator')).toBeCloseTo(one.numerator ?? 0, 6)
    }
  })

  it('where nothing is has no data, and says so', async () => {
    const corner = await measured(
      ground([
        [114.6, 34.4],
        [114.601, 34.4],
        [114.601, 34.401],
        [114.6, 34.401],
        [114.6, 34.4],
      ]),
    )
    for (const { status, value, rows } of corner.figures) {
      expect(rows).toBe(0)
      expect([null, 0]).toContain(value)
      if (value === null) expect(status).toBe('no-data')
    }
  })

  it.each<[string, unknown, RegExp]>([
    [
      'a bow tie',
      ground([
        [114, 34.7],
        [114.02, 34.72],
        [114.02, 34.7],
        [114, 34.72],
        [114, 34.7],
      ]),
      /must not cross itself, as it does at 114\.01\d*, 34\.71\d*/,
    ],
    [
      'an open ring',
      ground([
        [114, 34.7],
        [114.02, 34.7],
        [114.02, 34.72],
        [114, 34.72],
      ]),
      /must end each ring where it began/,
    ],
    [
      'too few corners',
      ground([
        [114, 34.7],
        [114.02, 34.7],
        [114, 34.7],
      ]),
      /geometry/,
    ],
    ['no place', { type: 'LineString', coordinates: [[114, 34.7]] }, /geometry/],
    [
      'letters',
      {
        type: 'LineString',
        coordinates: [
          ['a', 'b'],
          [114, 34.7],
        ],
      },
      /geometry/,
    ],
    [
      'elsewhere',
      {
        type: 'LineString',
        coordinates: [
          [2, 48],
          [3, 48],
        ],
      },
      /within a degree of the county/,
    ],
    [
      'latitudes over the pole',
      {
        type: 'LineString',
        coordinates: [
          [114, 34.7],
          [114, 97],
        ],
      },
      /between longitudes/,
    ],
    ['a point', { type: 'Point', coordinates: [114, 34.7] }, /geometry/],
    ['nothing', null, /geometry/],
    [
      'very many corners',
      { type: 'LineString', coordinates: Array.from({ length: 2001 }, (_, n) => [114, 34 + n / 9000]) },
      /geometry/,
    ],
  ])('is refused as %s with a sentence', async (_, geometry, sentence) => {
    for (const [path, query] of [
      ['/api/measure', ''],
      ['/api/measure/rows', '?indicator=toilet_density'],
    ] as const) {
      const { status, json } = await ask(geometry as object, query, path)
      expect(status).toBe(400)
      expect(json.detail).toMatch(sentence)
      expect(json.detail).not.toMatch(/select|postgis/i)
    }
  })

  it('has rows of ground alone, and of figures there are', async () => {
    expect((await ask(way, '?indicator=toilet_density', '/api/measure/rows')).json.detail).toMatch(
      /a way has no figures/,
    )
    expect((await ask(ground(seat), '?indicator=trams', '/api/measure/rows')).status).toBe(404)
  })
})
