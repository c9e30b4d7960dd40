import { describe, expect, it } from 'vitest'
import { files, noFiles } from '../files.ts'
import { countyOfFile } from './county.ts'

const county = countyOfFile()
const ask = async <T extends object>(text: string) => (await county().database.query<T>(text))[0]

describe.skipIf(noFiles)('real files', () => {
  it('the towns, zipped, in GBK without a .cpg: 24 rows, 1,377.64 km²', async () => {
    const command = [files.townsZip, '--into', 'areas', '--set', 'level=township']
    await expect(county().take(...command)).rejects.toThrow(/--encoding GBK/)
    const report = await county().take(...command, '--encoding', 'GBK')
    expect(report).toMatchObject({ read: 24, written: 24, refused: [] })
    expect(report.sample[0]).toMatchObject({ name: '郑庵镇', code: '410122106' })
    expect(report.source).toMatchObject({ crs: 'EPSG:4547', encoding: 'GBK' })
    const sum = await ask<{ km2: number }>(`select sum(area_km2) as km2 from areas where level = 'township'`)
    expect(sum?.km2).toBeGreaterThan(1377.64 * 0.999)
    expect(sum?.km2).toBeLessThan(1377.64 * 1.001)
  })

  it('the outline in GCJ-02 lies on the WGS84 towns', async () => {
    const command = [files.outlineGcj02, '--into', 'outline', '--as', 'reference', '--repair']
    const report = await county().take(...command, '--crs', 'GCJ-02')
    expect(report).toMatchObject({ read: 1, written: 1, refused: [] })
    const overlap = `
      select st_area(st_intersection(o.geom, t.geom)) / st_area(t.geom) as share
      from outline o, (select st_union(geom) as geom from areas where level = 'township') t`
    const right = await ask<{ share: number }>(overlap)
    await county().take(...command, '--crs', 'EPSG:4326', '--replace')
    const unconverted = await ask<{ share: number }>(overlap)
    expect(right?.share).toBeGreaterThan(0.98)
    expect(right?.share).toBeGreaterThan((unconverted?.share ?? 1) + 0.01)
  })

  it('the townships in EPSG:3395 lie where they are, and not 20 km off', async () => {
    const report = await county().take(files.townships3395, '--into', 'townships', '--as', 'reference')
    expect(report).toMatchObject({ read: 160, written: 160, source: { crs: 'EPSG:3395' } })
    const found = await ask<{ n: number; people: number; box: number[] }>(`
      select (count(*) filter (where gbcode like '410122%'))::integer as n,
        (sum(totalpop::integer) filter (where gbcode like '410122%'))::integer as people,
        array[min(st_xmin(geom)), min(st_ymin(geom)), max(st_xmax(geom)), max(st_ymax(geom))] as box
      from townships`)
    expect(found).toMatchObject({ n: 20, people: 673_058 })
    const [west, south, east, north] = found?.box ?? []
    expect(west).toBeCloseTo(112.7266, 3)
    expect(south).toBeCloseTo(34.2608, 3)
    expect(east).toBeCloseTo(114.2156, 3)
    expect(north).toBeCloseTo(34.9833, 3)
  })

  it('the shops from GCJ-02: 1,489 of them, 1,479 inside the outline', async () => {
    await county().take(
      files.outlineGcj02,
      '--into',
      'outline',
      '--as',
      'reference',
      '--repair',
      '--crs',
      'GCJ-02',
      '--replace',
    )
    const report = await county().take(files.shopsGcj02, '--into', 'shops', '--as', 'reference', '--crs', 'GCJ-02')
    expect(report).toMatchObject({ read: 1489, written: 1489, refused: [] })
    const inside = await ask<{ n: number }>(`
      select count(*)::integer as n from shops s where exists (select from outline o where st_intersects(o.geom, s.geom))`)
    expect(inside?.n).toBe(1479)
  })

  it('the outline is the county, whose parent the file gives as an object: about 1,425 km²', async () => {
    const command = ['--into', 'areas', '--set', 'level=county', '--crs', 'GCJ-02']
    const report = await county().take(files.outlineGcj02, ...command)
    expect(report).toMatchObject({ read: 1, written: 1, refused: [], repaired: [] })
    const found = await ask<{ code: string; parent: null; km2: number }>(
      `select code, parent, area_km2 as km2 from areas where level = 'county' and valid @> current_date`,
    )
    expect(found).toMatchObject({ code: '410122', parent: null })
    expect(found?.km2).toBeCloseTo(1425, -1)
  })
})
