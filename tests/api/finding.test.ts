import { describe, expect, it } from 'vitest'
import type { Near, Search } from '#data/model/finding.ts'
import { sampleCounty } from './county.ts'

const county = sampleCounty()
const search = async (query: string): Promise<Search> => (await county().get(`/api/search?${query}`)).json()
const near = async (query: string): Promise<Near> => (await county().get(`/api/near?${query}`)).json()

describe('a name', () => {
  it('is found as it is written, as it is read and by its initials', async () => {
    for (const typed of ['郑庵镇', 'zhengan', 'zaz']) {
      const { found } = await search(`q=${encodeURIComponent(typed)}`)
      expect(
        found.map(({ name }) => name),
        typed,
      ).toContain('郑庵镇')
    }
    const [town] = (await search(`q=${encodeURIComponent('郑庵镇')}`)).found
    expect(town).toMatchObject({ collection: 'areas', area: '410122106', within: '中牟县' })
  })

  it('is found in every collection whose things have one', async () => {
    for (const collection of county().catalogue.collections.values()) {
      if (collection.label === undefined || collection.derived) continue
      const { body } = await county().get(`/api/collections/${collection.id}/items?limit=1`)
      const [first] = JSON.parse(body.toString()).features
      const name: string = first.properties[collection.label]
      const { found } = await search(`limit=50&q=${encodeURIComponent(name)}`)
      expect(found, name).toContainEqual(expect.objectContaining({ collection: collection.id, name }))
    }
  })

  it('is told with a few of each kind that share it, the road before its sections and what stands on it, and with how many', async () => {
    const { found, total } = await search(`q=${encodeURIComponent('商都大街')}`)
    expect(found[0]).toMatchObject({ collection: 'roads', name: '商都大街' })
    const kinds = found.slice(1).map(({ collection }) => collection)
    expect(kinds.slice(0, 4)).toEqual(['duty_sections', 'duty_sections', 'duty_sections', 'toilets'])
    expect(total).toBeGreaterThan(found.length)
    const all = await search(`limit=50&q=${encodeURIComponent('商都大街')}`)
    expect(all.total).toBe(total)
  })

  it('says what it is, where it lies and in which township, in both languages', async () => {
    const { features } = JSON.parse((await county().get('/api/collections/toilets/items?limit=1')).body.toString())
    const { name } = features[0].properties
    const [found] = (await search(`q=${encodeURIComponent(name)}&lang=en`)).found
    expect(found).toMatchObject({ collection: 'toilets', fid: features[0].id, kind: 'Public toilets', area: null })
    expect(found?.point?.[0]).toBeCloseTo(features[0].geometry.coordinates[0], 5)
    expect(name).toContain(found?.within === '青年路街道' ? '' : found?.within?.slice(0, 2))
  })

  it('is of its day, and a change is found at once', async () => {
    const asked = `q=${encodeURIComponent('绣娘路')}`
    expect((await search(asked)).found).toEqual([])
    const { database } = county()
    await database.query(
      `insert into roads (fid, valid, source, name, geom)
       select 900001, daterange('2026-02-01', null), source, '绣娘路', geom from roads limit 1`,
    )
    await database.query(`select touch('roads')`)
    expect((await search(asked)).found).toMatchObject([{ collection: 'roads', fid: 900001 }])
    expect((await search(`${asked}&at=2026-01-31`)).found).toEqual([])
    await database.query('delete from roads where fid = 900001')
    await database.query(`select touch('roads')`)
    expect((await search(asked)).found).toEqual([])
  })

  it('is not found where nothing is called so, whatever is typed', async () => {
    for (const typed of ["' or 1=1 --", '%', '_', '\\', '.*', '😀']) {
      expect((await search(`q=${encodeURIComponent(typed)}`)).found, typed).toEqual([])
    }
  })

  it.each(['', 'q=', 'q=a&limit=0', 'q=a&limit=51', `q=${'x'.repeat(101)}`, 'q=a&at=tomorrow', 'q=a&more=1'])(
    'asked with “%s” is a bad request',
    async (query) => {
      expect((await county().get(`/api/search?${query}`)).status).toBe(400)
    },
  )
})

describe('a place', () => {
  it('lies in areas, the smallest first, and has things near it, the nearest first', async () => {
    const { features } = JSON.parse((await county().get('/api/collections/toilets/items?limit=1')).body.toString())
    const [lon, lat] = features[0].geometry.coordinates
    const { areas, things } = await near(`point=${lon},${lat}`)
    expect(areas.map(({ level }) => level)).toEqual(['community', 'township', 'county'])
    expect(areas.at(-1)?.area).toBe('410122')
    expect(things.filter(({ collection }) => collection === 'toilets')[0]?.fid).toBe(features[0].id)
    expect(things[0]?.metres).toBeLessThan(0.1)
    const metres = things.map((thing) => thing.metres)
    expect(metres).toEqual(metres.toSorted((a, b) => a - b))
    expect(Math.max(...metres)).toBeLessThanOrEqual(500)
    expect(things.some(({ collection }) => collection === 'duty_sections')).toBe(true)
  })

  it('is measured as the ground is', async () => {
    const { features } = JSON.parse((await county().get('/api/collections/toilets/items?limit=1')).body.toString())
    const [lon, lat] = features[0].geometry.coordinates
    // 0.001° of longitude are 91.6 m at this latitude
    const { things } = await near(`point=${lon + 0.001},${lat}`)
    const same = things.find(({ collection, fid }) => collection === 'toilets' && fid === features[0].id)
    expect(same === undefined || Math.abs(same.metres - 91.6) < 0.3).toBe(true)
    expect((await near(`point=${lon + 0.001},${lat}&metres=95`)).things.some(({ fid }) => fid === features[0].id)).toBe(
      true,
    )
    expect((await near(`point=${lon + 0.001},${lat}&metres=91`)).things.some(({ fid }) => fid === features[0].id)).toBe(
      false,
    )
  })

  it('far away lies nowhere and has nothing near it', async () => {
    expect(await near('point=0,0')).toMatchObject({ areas: [], things: [] })
    expect(await near('point=180,90')).toMatchObject({ areas: [], things: [] })
  })

  it.each([
    '',
    'point=114',
    'point=181,34',
    'point=114,91',
    'point=a,34',
    'point=114,34&metres=0',
    'point=114,34&metres=10000',
  ])('asked with “%s” is a bad request', async (query) => {
    expect((await county().get(`/api/near?${query}`)).status).toBe(400)
  })
})
