import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { NotReadable } from '#server/imports/not-readable.ts'
import { zipOf } from '../zip.ts'
import { countyOfFile } from './county.ts'
import { box } from './hand-made.ts'

const county = countyOfFile()
const folder = mkdtempSync(join(tmpdir(), '绣城 bad-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
function file(name: string, content: string | Buffer): string {
  const path = join(folder, name)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, content)
  return path
}
const point = (coordinates: unknown, properties: object = { name: 'a' }) => ({
  type: 'Feature',
  properties,
  geometry: { type: 'Point', coordinates },
})
const collection = (...features: object[]) => JSON.stringify({ type: 'FeatureCollection', features })
const count = async (table: string) => (await county().database.query(`select from ${table}`)).length
const toilets = ['--into', 'toilets', '--crs', 'EPSG:4326']

describe('a file that cannot be read', () => {
  afterEach(async () => {
    expect([await count('toilets'), await count('imports'), await count('reference_layers')]).toEqual([0, 0, 0])
  })

  const whole = zipOf({ 'a.csv': `name,lon,lat\n${'x'.repeat(5000)},114,34\n` })
  const lfs = 'version https://git-lfs.github.com/spec/v1\noid sha256:4d7a214614\nsize 132735\n'
  const wide = Array.from({ length: 100_000 }, (_, i) => `c${i}`)

  it.each<[string, string, string | Buffer, RegExp]>([
    [
      'a zip cut short',
      'cut.zip',
      whole.subarray(0, whole.length - 30),
      /^cut\.zip is not a zip archive, or only part/,
    ],
    [
      'a zip bomb',
      'bomb.zip',
      zipOf({ 'a.csv': Buffer.alloc(100e6) }, 50),
      /^bomb\.zip holds more than 4 GB when unpa/,
    ],
    [
      'a bomb that calls itself a workbook',
      'b.xlsx',
      zipOf({ 'a.xml': Buffer.alloc(100e6) }, 50),
      /^b\.xlsx holds more/,
    ],
    ['0 bytes', 'nothing.gpkg', '', /^nothing\.gpkg is empty: 0 bytes/],
    ['a .shp without .dbf and .shx', 'alone/a.shp', 'x', /^a\.shp came without its \.shx and \.dbf/],
    ['the same in a zip', 'alone.zip', zipOf({ 'a.shp': 'x' }), /^a\.shp came without its \.shx and \.dbf/],
    ['a pointer of Git LFS', 'a.gpkg', lfs, /^a\.gpkg is not the file itself, but a pointer.* git lfs pull/],
    ['one in a zip', 'lfs.zip', zipOf({ 'a.geojson': lfs }), /^a\.geojson is not the file itself/],
    [
      'an infinite coordinate',
      'i.geojson',
      collection(point([114, 34])).replace('[114', '[1e999'),
      /no number or infin/,
    ],
    [
      'lat before lon',
      'l.geojson',
      collection(point([34.7, 114]), point([34.8, 114.1])),
      /x and y seem to be exchanged/,
    ],
    ['100,000 columns', 'w.csv', `${wide}\n${wide}\n`, /^w\.csv has more than 1,000 columns/],
    [
      'an unclosed quote',
      'q.csv',
      'name,lon,lat\n"a,114,34\nb,114,34\n',
      /^q\.csv has a quotation mark .* closed.* is 2\./,
    ],
    ['an unclosed quote at its end', 'e.csv', 'name,lon,lat\na,114,34\nb,114,"34', /quotation mark.* closed.* is 3\./],
  ])('is refused with a sentence: %s', async (_, name, content, sentence) => {
    const error: unknown = await county()
      .take(file(name, content), ...toilets)
      .catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(NotReadable)
    expect((error as Error).message).toMatch(sentence)
  })
})

describe('a row that cannot be taken', () => {
  afterEach(async () => {
    await county().database.query('delete from toilets')
    await county().database.query('delete from imports')
  })

  it('has a coordinate that is no number, or one that was exchanged, and alone is refused', async () => {
    const text = collection(point([114, 34]), point([999, 34]), point([34.2, 114.2])).replace('[999', '[NaN')
    const report = await county().take(file('rows.geojson', text), ...toilets)
    expect(report).toMatchObject({ read: 3, written: 0 })
    expect(report.refused).toEqual([
      { row: 2, reason: 'it has no place: no geometry, or no coordinates' },
      { row: 3, reason: 'x and y of 34.2, 114.2 seem to be exchanged' },
    ])
    expect([await count('toilets'), await count('imports')]).toEqual([0, 0])
  })

  it('is ground round the world, or up to a pole', async () => {
    const ground = (...edges: Parameters<typeof box>) => ({
      type: 'Feature',
      properties: { name: 'a', level: 'township' },
      geometry: box(...edges),
    })
    const path = file('world.geojson', collection(ground(-180, -80, 180, 80), ground(100, 30, 110, 90)))
    for (const into of [['areas'], ['world', '--as', 'reference']]) {
      const report = await county().take(path, '--into', ...into)
      expect(report.written).toBe(0)
      expect(report.refused.map(({ reason }) => reason)).toEqual([
        'it goes round half the world: from -180° to 180°',
        expect.stringMatching(/^it lies outside the world, or at a pole: POINT/),
      ])
    }
    expect(await count('areas')).toBe(0)
    expect(await county().database.query(`select to_regclass('world')::text as made`)).toEqual([{ made: null }])
  })
})

describe('a name', () => {
  const name = `引"号'\n；--\\🚽㙍`

  it('of any letters is kept as it is: of a thing, a column and a file', async () => {
    const path = file(
      process.platform === 'win32' ? '🚽㙍.geojson' : `引"号'🚽㙍.geojson`,
      collection(point([114, 34], { name })),
    )
    expect((await county().take(path, ...toilets)).sample[0]).toMatchObject({ name })
    const kept = await county().database.query('select name, (select file from imports) as file from toilets')
    expect(kept).toEqual([{ name, file: expect.stringMatching(/🚽㙍\.geojson$/) }])
    const odd = file('odd.geojson', collection(point([114, 34], { [name]: name, '=1+1': '=1+1' })))
    await county().take(odd, '--into', 'odd', '--as', 'reference')
    const answer = await county().get('/api/collections/odd/items')
    expect(Object.values(answer.json().features[0].properties)).toEqual(expect.arrayContaining([name, '=1+1']))
  })

  it('that is a formula is a text, and no more', async () => {
    const path = file('formula.csv', 'name,lon,lat\n"=HYPERLINK(""http://x"")",114,34\n')
    const { sample, unusedColumns } = await county().take(path, ...toilets)
    expect(sample[0]).toMatchObject({ name: '=HYPERLINK("http://x")' })
    // lon and lat were taken too: they are its place
    expect(unusedColumns).toEqual([])
  })
})

describe('a file of many columns', () => {
  const names = Array.from({ length: 900 }, (_, i) => `c${i}`)
  const wide = (name: string, text: string) => file(name, `lon,lat,${names}\n114,34,${names.map(() => text)}\n`)
  const command = ['--as', 'reference', '--crs', 'EPSG:4326']

  it('is a layer like others', async () => {
    expect(await county().take(wide('wide.csv', '甲'), '--into', 'wide', ...command)).toMatchObject({ written: 1 })
    const answer = await county().get('/api/collections/wide/items')
    expect(answer.json().features[0].properties).toMatchObject({ c0: '甲', c899: '甲' })
  })

  it('is refused with a sentence where its texts are more than a row has room for, and leaves no table', async () => {
    const taking = county().take(wide('long.csv', '甲乙丙'.repeat(30)), '--into', 'long', ...command)
    await expect(taking).rejects.toThrow(/^Nothing was written: a row has more texts/)
    const [made] = await county().database.query(`select to_regclass('long')::text as made`)
    expect(made).toEqual({ made: null })
  })
})
