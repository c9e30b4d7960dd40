import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Collection } from '#data/model/theme.ts'
import { readCommand } from '#server/exports/command.ts'
import { exportFile } from '#server/exports/export-file.ts'
import { columnsOf } from '#server/features/table.ts'
import { shortNames } from '#server/files/short-name.ts'
import { mapFields } from '#server/imports/map-fields.ts'
import { type Anything, countyOfFile } from '../api/county.ts'

const county = countyOfFile({ sample: 'copied' })
const folder = mkdtempSync(join(tmpdir(), '绣城 round-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Collections that a file can be taken into, in the order in which they need one another. */
const taken = () => [...county().catalogue.collections.values()].filter(({ derived }) => !derived)
const odd = ['=1+1 "引号"，逗号, 二', '@SUM(A1) 😀㙍镇 公厕', '-5 公厕', "'=旧撇号", '0012', '2026-01-02']

async function rowsOf({ id, key }: Collection): Promise<Anything[]> {
  const { features } = (await county().get(`/api/collections/${id}/items?limit=10000`)).json()
  const plain = features.map(({ geometry, properties: { source: _, ...properties } }: Anything) => {
    // known by its fid, which is another in another county
    if (properties.code === null) delete properties.area
    // since when a verdict holds is told by earlier versions too, and a file holds those of one day
    delete properties.verdict_since
    return { geometry, properties }
  })
  const order = ({ geometry, properties: p }: Anything) => JSON.stringify([p[key ?? ''], p.name, p.valid, geometry, p])
  return plain.sort((a: Anything, b: Anything) => (order(a) < order(b) ? -1 : 1))
}

async function write(collection: string, file: string, ...options: string[]): Promise<string> {
  const path = join(folder, file)
  const command = readCommand([collection, path, ...options])
  if (command === 'help') throw new Error('not a command')
  await exportFile(county().database, county().catalogue, command)
  return path
}

const before = new Map<string, Anything[]>()
beforeAll(async () => {
  const toilets = await county().database.query<{ fid: number }>('select fid from toilets order by fid limit 6')
  for (const [index, { fid }] of toilets.entries()) {
    await county().database.query('update toilets set name = $1 where fid = $2::integer', [odd[index], fid])
  }
  for (const collection of taken()) {
    before.set(collection.id, await rowsOf(collection))
    await write(collection.id, `${collection.id}.gpkg`)
  }
  for (const ending of ['csv', 'zip', 'geojson', 'xlsx', 'fgb']) await write('toilets', `toilets.${ending}`)
  await write('toilets', 'gcj.csv', '--crs', 'GCJ-02')
  await write('toilets', 'bd.gpkg', '--crs', 'BD-09')
  await write('toilets', 'plane.zip', '--crs', 'EPSG:4547')
  await write('roads', 'roads.csv', '--lang', 'en')
})

/** Rows equal, but for coordinates, which may be off by so much. */
function same(now: Anything[], then: Anything[], off: number): void {
  expect(now.map(({ properties }) => properties)).toEqual(then.map(({ properties }) => properties))
  for (const [index, { geometry }] of now.entries()) {
    // a ring may run the other way round
    const numbers = (g: Anything): number[] =>
      (g?.coordinates.flat(Infinity) ?? []).sort((m: number, n: number) => m - n)
    const [a = [], b = []] = [geometry, then[index].geometry].map(numbers)
    expect(a.length).toBe(b.length)
    const away = a.filter((value, at) => Math.abs(value - (b[at] ?? Number.NaN)) > off)
    expect(away).toEqual([])
  }
}

describe('what was exported goes back in', () => {
  it('a whole county, collection by collection, and is what it was', async () => {
    let first = true
    for (const { id } of taken()) {
      const report = await county().take(join(folder, `${id}.gpkg`), '--into', id, ...(first ? ['--drop-sample'] : []))
      first = false
      expect(report.refused, id).toEqual([])
      expect(report.read, id).toBe(before.get(id)?.length)
    }
    for (const collection of taken()) same(await rowsOf(collection), before.get(collection.id) ?? [], 1e-7)
  })

  it.each([
    ['toilets.csv', ['--crs', 'EPSG:4490'], 1e-7],
    ['toilets.zip', [], 1e-7],
    ['toilets.geojson', [], 1e-7],
    ['toilets.xlsx', ['--layer', '公共厕所', '--crs', 'EPSG:4490'], 1e-7],
    ['toilets.fgb', [], 1e-7],
    ['gcj.csv', ['--crs', 'GCJ-02'], 2e-6],
    ['bd.gpkg', ['--crs', 'BD-09'], 2e-6],
    ['plane.zip', [], 1e-7],
  ])('%s, every row as it was', async (file, options, off) => {
    const collection = county().catalogue.collections.get('toilets') as Collection
    await county().database.query('delete from toilets')
    const report = await county().take(join(folder, file), '--into', 'toilets', ...options)
    expect(report.refused).toEqual([])
    same(await rowsOf(collection), before.get('toilets') ?? [], off)
  })

  it('lines in well-known text, under English headings', async () => {
    const collection = county().catalogue.collections.get('roads') as Collection
    await county().database.query('delete from roads')
    const report = await county().take(join(folder, 'roads.csv'), '--into', 'roads', '--crs', 'EPSG:4490')
    expect(report.refused).toEqual([])
    same(await rowsOf(collection), before.get('roads') ?? [], 1e-7)
  })

  it('because every heading, whole or cut by a Shapefile, leads to its property and to no other', () => {
    for (const collection of taken()) {
      for (const speech of ['zh', 'en', 'plain'] as const) {
        const columns = columnsOf(collection, county().catalogue.collections, speech)
        const headings = columns.map(({ heading }) => heading)
        const cut = shortNames(headings)
        expect(new Set(cut).size, collection.id).toBe(cut.length)
        for (const names of speech === 'zh' ? [headings, cut] : [headings]) {
          const { unused } = mapFields(collection, names, new Map(), new Map())
          const used = columns.filter((_, index) => !unused.includes(names[index] ?? ''))
          const own = columns.filter(({ property }) => property !== undefined && property.computed === undefined)
          if (names === headings) expect(used, `${collection.id} ${speech}`).toEqual(own)
          // two that are cut alike are for --map to tell apart
          else expect(own, collection.id).toEqual(expect.arrayContaining(used))
        }
      }
    }
  })
})
