import { beforeAll, describe, expect, it } from 'vitest'
import { type Anything, countyOfFile } from './county.ts'
import { box, handMade, point } from './hand-made.ts'

// A toilet of January that was written down with the wrong class, put right, closed in March and moved in June; and one
// that never changed.
const county = countyOfFile()
const { take } = handMade(county)
const toilet = (code: string, more: object = {}, lon = 114.05): Parameters<typeof take>[1][number] => [
  point(lon, 34.05),
  { name: code, code, ...more },
]
const fidOf = async (table: string, code: string) => {
  const [row] = await county().database.query<{ fid: number }>(`select fid from ${table} where code = $1 limit 1`, [
    code,
  ])
  return row?.fid
}
const versions = async (collection: string, fid: number | undefined): Promise<Anything> =>
  (await county().get(`/api/collections/${collection}/items/${fid}/versions`)).json()

beforeAll(async () => {
  await take('areas', [[box(114, 34, 114.1, 34.1), { name: '甲镇', code: '410122101' }]])
  await take('toilets', [toilet('A', { class: 2, kind: 'standalone' }), toilet('B')])
  await take('toilets', [toilet('A', { class: 1 })])
  await take('toilets', [toilet('A', { state: 'closed' })], '--as-of', '2026-03-01')
  await take('toilets', [toilet('A', { state: 'closed' }, 114.06)], '--as-of', '2026-06-01')
})

describe('what became of a thing', () => {
  it('is each of its versions, the newest first, with what is kept of it', async () => {
    const { type, features, numberReturned, links } = await versions('toilets', await fidOf('toilets', 'A'))
    expect({ type, numberReturned }).toEqual({ type: 'FeatureCollection', numberReturned: 3 })
    expect(
      features.map(({ properties: p, geometry }: Anything) => [p.valid, p.state, p.class, geometry.coordinates[0]]),
    ).toEqual([
      ['2026-06-01/..', 'closed', 1, 114.06],
      ['2026-03-01/2026-06-01', 'closed', 1, 114.05],
      ['2026-01-01/2026-03-01', 'open', 1, 114.05],
    ])
    // whether it counts is worked out for a day and has no versions
    expect(Object.keys(features[0].properties)).not.toContain('counted')
    expect(links.map(({ rel }: Anything) => rel)).toEqual(['self', 'latest-version'])
  })

  it('is told apart from what was put right: that stands beside it, as it had been written', async () => {
    const { corrections } = await versions('toilets', await fidOf('toilets', 'A'))
    expect(corrections).toEqual([
      {
        at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
        source: 'toilets.geojson',
        before: expect.objectContaining({
          geometry: { type: 'Point', coordinates: [114.05, 34.05] },
          properties: expect.objectContaining({
            code: 'A',
            class: 2,
            state: 'open',
            valid: '2026-01-01/..',
            source: 'toilets.geojson',
          }),
        }),
      },
    ])
  })

  it('is one version and no correction where nothing happened', async () => {
    const { features, corrections } = await versions('toilets', await fidOf('toilets', 'B'))
    expect([features.length, corrections]).toEqual([1, []])
  })

  it('names what it refers to as it was called then', async () => {
    await take('chiefs', [[null, { name: '张三', code: 'L1' }]])
    await take('chief_assignments', [[null, { chief: 'L1', area: '410122101', level: 1 }]])
    await take('chiefs', [[null, { name: '张四', code: 'L1' }]], '--as-of', '2026-04-01')
    const [assigned] = await county().database.query<{ fid: number }>('select fid from chief_assignments')
    const { features } = await versions('chief_assignments', assigned?.fid)
    expect(features[0].properties).toMatchObject({ chief: 'L1', chief_name: '张三', area_name: '甲镇' })
  })

  it('still stands when the thing is gone, also when it never was', async () => {
    const b = await fidOf('toilets', 'B')
    await take('toilets', [toilet('A', { state: 'closed' }, 114.06)], '--as-of', '2026-07-01', '--replace')
    expect((await versions('toilets', b)).features[0].properties.valid).toBe('2026-01-01/2026-07-01')
    await take('toilets', [toilet('C')], '--as-of', '2026-08-01')
    const c = await fidOf('toilets', 'C')
    await take('toilets', [toilet('A', { state: 'closed' }, 114.06)], '--as-of', '2026-08-01', '--replace')
    const { features, corrections } = await versions('toilets', c)
    expect([features, corrections.length]).toEqual([[], 1])
  })

  it('is led to from the thing, and is a page for people too', async () => {
    const fid = await fidOf('toilets', 'A')
    const { links } = (await county().get(`/api/collections/toilets/items/${fid}`)).json()
    const { href } = links.find(({ rel }: Anything) => rel === 'version-history')
    const page = await county().get(new URL(href).pathname, { accept: 'text/html' })
    expect(page.status).toBe(200)
    expect(page.body.toString()).toMatch(/更正之前.*2026-01-01/s)
  })

  it.each([
    ['/api/collections/toilets/items/99999/versions', /no thing in toilets “99999”/],
    ['/api/collections/toilets/items/x/versions', /no thing in toilets “x”/],
    ['/api/collections/lamps/items/1/versions', /no collection “lamps”/],
    ['/api/collections/section_posts/items/1/versions', /section_posts is worked out anew/],
  ])('%s is answered with a sentence', async (url, sentence) => {
    const answer = await county().get(url)
    expect([answer.status, answer.json().detail]).toEqual([404, expect.stringMatching(sentence)])
  })
})
