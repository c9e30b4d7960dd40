import { beforeAll, describe, expect, it } from 'vitest'
import { files, noFiles } from '../files.ts'
import { countyOfFile } from './county.ts'

const county = countyOfFile()
async function ask<T extends object>(text: string): Promise<T | undefined> {
  return (await county().database.query<T>(text))[0]
}
const geodesic = (collection: string) =>
  ask<{ km: number; km2: number }>(`
    select sum(st_length(geom::geography)) / 1000 as km, sum(st_area(geom::geography)) / 1e6 as km2
    from ${collection} where not (to_jsonb(${collection}) ? 'level') or to_jsonb(${collection}) ->> 'level' = 'township'`)
const from = (...more: string[]) => county().take(files.osm, ...more)

// Liechtenstein: what is known of it was measured on the ellipsoid; UTM, the plane of the place, shortens by 0.04 %.
describe.skipIf(noFiles)('a whole small place from OpenStreetMap', () => {
  beforeAll(async () => {
    await county().database.query(`update settings set value = '32632' where name = 'plane'`)
    await county().database.query(`update settings set value = '"Liechtenstein"' where name = 'name'`)
  })

  it('has 11 municipalities of 160.495 km², which make the county', async () => {
    expect(await from('--into', 'areas')).toMatchObject({ read: 11, written: 11, refused: [], repaired: [] })
    expect((await geodesic('areas'))?.km2).toBeCloseTo(160.495, 3)
    const whole = await ask<{ name: string; km2: number }>(
      `select name, area_km2 as km2 from areas where level = 'county'`,
    )
    expect(whole).toEqual({ name: 'Liechtenstein', km2: expect.closeTo(160.374, 3) })
  })

  it('has 4,658 roads of 1,141.49 km, each of a class', async () => {
    expect(await from('--into', 'roads')).toMatchObject({ read: 4658, written: 4658, refused: [], repaired: [] })
    expect((await geodesic('roads'))?.km).toBeCloseTo(1141.49, 2)
    const stored = await ask<{ km: number }>('select sum(length_km) as km from roads')
    expect(stored?.km).toBeCloseTo(1141.06, 2)
    const classes = await county().database.query(
      'select class, count(*)::integer as n from roads group by class order by class',
    )
    expect(classes).toEqual([
      { class: 'arterial', n: 126 },
      { class: 'country', n: 1490 },
      { class: 'secondary', n: 220 },
      { class: 'street', n: 2822 },
    ])
    expect(await from('--into', 'roads')).toMatchObject({ written: 4658, unchanged: 4658 })
  })

  it('has 13 toilets, three of which are drawn as houses', async () => {
    expect(await from('--into', 'toilets')).toMatchObject({ read: 13, written: 13, refused: [] })
    const kinds = await county().database.query(
      `select split_part(code, '/', 1) as kind, count(*)::integer as n from toilets group by 1 order by 1`,
    )
    expect(kinds).toEqual([
      { kind: 'node', n: 10 },
      { kind: 'way', n: 3 },
    ])
  })

  it('has 205 waterways, which a county may take for its waters, and lakes', async () => {
    const ways = await from('--into', 'water_bodies', '--layer', 'waterways')
    expect(ways).toMatchObject({ read: 205, written: 205, refused: [], unusedColumns: ['kind'] })
    expect(await from('--into', 'water_bodies')).toMatchObject({ read: 58, refused: [] })
  })

  it('has 8,994 buildings, which no theme has, and so a layer of their own', async () => {
    const report = await from('--into', 'buildings', '--as', 'reference', '--repair')
    expect(report).toMatchObject({ read: 8994, written: 8994, refused: [] })
    expect(report.sample[0]).toMatchObject({ name: 'Schloss Vaduz', building: 'yes' })
  })

  it('offers what themes take of it, and all there is', async () => {
    await expect(from('--into', 'chiefs')).rejects.toThrow(
      /several layers: areas, roads, railways, buildings, .*toilets, .*waterways, .*points, lines, .*multipolygons.*Add --layer/,
    )
    const lifts = await from('--into', 'lines', '--as', 'reference', '--layer', 'lines', '--dry-run')
    expect(lifts.read).toBe(5235)
  })

  it('is the same as the layers that others made of it', async () => {
    for (const [layer, n] of [
      ['roads', 4658],
      ['waterways', 205],
      ['buildings', 8994],
      ['admin', 14],
    ] as const) {
      const command = [files.osmLayers, '--into', `their_${layer}`, '--as', 'reference', '--layer', layer, '--repair']
      expect(await county().take(...command)).toMatchObject({ read: n, written: n, refused: [] })
    }
    const differing = await ask<{ n: number }>(`
      select count(*)::integer as n
      from roads full join their_roads t on roads.code = 'way/' || t.osm_id
      where t.fid is null or roads.fid is null or not st_equals(roads.geom, t.geom)`)
    expect(differing?.n).toBe(0)
  })
})
