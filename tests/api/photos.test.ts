import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Photos } from '#data/model/photo.ts'
import { undoImport } from '#server/imports/undo-import.ts'
import { readCommand } from '#server/photos/command.ts'
import { readPicture } from '#server/photos/picture.ts'
import { type PhotoReport, takePhotos, undoPhotos } from '#server/photos/take-photos.ts'
import { dropSample } from '#server/sample/load-sample.ts'
import { asPhoneWrites, jpeg, lossyWebp, png } from '../small-pictures.ts'
import { countyOfFile, day } from './county.ts'
import { box, handMade, point } from './hand-made.ts'

const county = countyOfFile()
const { take } = handMade(county)
const root = mkdtempSync(join(tmpdir(), '绣城 照片-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

/** A folder of these files, some in folders of their own. */
function folder(name: string, files: Record<string, Buffer>): string {
  for (const [file, bytes] of Object.entries(files)) {
    mkdirSync(join(root, name, file, '..'), { recursive: true })
    writeFileSync(join(root, name, file), bytes)
  }
  return join(root, name)
}
function photos(from: string, ...options: string[]): Promise<PhotoReport> {
  const command = readCommand([from, '--to', 'toilets', ...options])
  if ('undo' in command) throw new Error('not asked for')
  return takePhotos(county().database, county().catalogue, command)
}
const fidOf = async (code: string) =>
  (await county().database.query<{ fid: number }>('select fid from toilets where code = $1', [code]))[0]?.fid
const listOf = async (code: string) =>
  (await county().get(`/api/collections/toilets/items/${await fidOf(code)}/photos`)).json<Photos>().photos

const toilet = (code: string, name: string): Parameters<typeof take>[1][number] => [
  point(114.05, 34.05),
  { code, name },
]
beforeAll(async () => {
  await take('areas', [[box(114, 34, 114.1, 34.1), { name: '甲镇', code: '410122101' }]])
  await take('toilets', [toilet('T1', '青年路公厕'), toilet('T2', '官渡公厕'), toilet('T3', '官渡公厕')])
})
afterEach(async () => {
  await county().database.query('delete from thing_photos')
})

const four = {
  'T1_10_后门.jpg': asPhoneWrites(jpeg, 6),
  'T1_2.png': png(40, 30),
  'T1.png': png(20, 30),
  'more/青年路公厕.webp': lossyWebp,
  'more/.DS_Store': Buffer.from('x'),
}

describe('photos taken in', () => {
  it('are listed with their thing in the order of their names, and sent as they are kept', async () => {
    expect(await photos(folder('four', four))).toEqual({ read: 4, written: 4, refused: [], unchanged: 0 })
    const list = await listOf('T1')
    const kept = readPicture(four['T1_10_后门.jpg'])
    expect(list.map(({ caption, width, height, type }) => [caption, width, height, type])).toEqual([
      [null, 48, 32, 'image/webp'],
      [null, 20, 30, 'image/png'],
      [null, 40, 30, 'image/png'],
      ['后门', 32, 48, 'image/jpeg'],
    ])
    expect(list[3]).toMatchObject({ id: kept.sha256, bytes: kept.bytes.length })
    const { status, headers, body } = await county().get(new URL(list[3]?.href ?? '').pathname)
    expect(status).toBe(200)
    expect(body.equals(kept.bytes)).toBe(true)
    expect(headers).toMatchObject({
      'content-type': 'image/jpeg',
      'content-length': String(kept.bytes.length),
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, max-age=31536000, immutable',
      etag: `"${kept.sha256}"`,
    })
    const again = await county().get(`/api/photos/${kept.sha256}`, { 'if-none-match': `"${kept.sha256}"` })
    expect([again.status, again.body.length]).toEqual([304, 0])
    expect(await listOf('T2')).toEqual([])
  })

  it('are taken once, by the thing, however often they come', async () => {
    const behind = Buffer.concat([jpeg, Buffer.from('a film')])
    const from = folder('same', { 'T1.jpg': jpeg, 'T1_again.jpg': behind, 'T2.jpg': jpeg })
    expect(await photos(from)).toMatchObject({ read: 3, written: 2, unchanged: 1 })
    expect(await photos(from)).toMatchObject({ read: 3, written: 0, unchanged: 3 })
    const [one, two] = [await listOf('T1'), await listOf('T2')]
    expect([one.length, two.length, one[0]?.id]).toEqual([1, 1, two[0]?.id])
  })

  it('are refused each for its reason, and then none is taken unless the others are asked for', async () => {
    const large = Buffer.concat([jpeg, Buffer.alloc(10 * 1024 ** 2)])
    const from = folder('bad', {
      'T1.jpg': jpeg,
      'T1_图.png': Buffer.from('<svg/>'),
      'T2_cut.jpg': jpeg.subarray(0, 200),
      'T3_large.jpg': large,
      'more/T9.jpg': jpeg,
      '官渡公厕_1.jpg': jpeg,
    })
    const { refused, ...counts } = await photos(from)
    expect(counts).toEqual({ read: 6, written: 0, unchanged: 0 })
    expect(Object.fromEntries(refused.map(({ file, reason }) => [file, reason]))).toEqual({
      'T1_图.png': 'it is not a picture in JPEG, PNG or WebP',
      'T2_cut.jpg': 'the picture is cut off, or broken',
      'T3_large.jpg': 'it is larger than 10 MB',
      'more/T9.jpg': 'nothing that stands today has “T9”, or how that begins, as its code or its name',
      '官渡公厕_1.jpg': '2 things are called “官渡公厕”: name it after the code of one',
    })
    expect(await listOf('T1')).toEqual([])
    expect(await photos(from, '--skip-refused')).toMatchObject({ written: 1, refused })
    expect(await listOf('T1')).toHaveLength(1)
  })

  it('of the largest kind come back whole', async () => {
    const noise = Buffer.alloc(10 * 1024 ** 2 - 600, 7)
    // a scan may be of any length
    const large = Buffer.concat([jpeg.subarray(0, -2), noise, jpeg.subarray(-2)])
    expect(await photos(folder('large', { 'T1.jpg': large }))).toMatchObject({ written: 1, refused: [] })
    const [photo] = await listOf('T1')
    expect((await county().get(`/api/photos/${photo?.id}`)).body.equals(large)).toBe(true)
  })

  it('are only tried in a dry run, one alone too', async () => {
    const from = folder('dry', { 'T1.jpg': jpeg })
    expect(await photos(join(from, 'T1.jpg'), '--dry-run')).toEqual({ read: 1, written: 0, refused: [], unchanged: 0 })
    expect(await listOf('T1')).toEqual([])
    expect(await photos(join(from, 'T1.jpg'))).toMatchObject({ written: 1 })
    expect(await photos(from, '--dry-run')).toMatchObject({ unchanged: 1 })
  })

  it('want a folder with files and things with names', async () => {
    mkdirSync(join(root, 'empty'))
    await expect(photos(join(root, 'empty'))).rejects.toThrow(/^There are no files in /)
    await expect(photos(join(root, 'nowhere'))).rejects.toThrow(/^There is no /)
    const to = (collection: string) => photos(folder('four', four), '--to', collection)
    await expect(to('cats')).rejects.toThrow(/^There are no things called cats to have photos\. .*: areas, .*toilets/)
    for (const words of [[], ['a', 'b', '--to', 'toilets'], ['a'], ['a', '--to'], ['a', '--undo', 'toilets']])
      expect(() => readCommand(words), words.join(' ')).toThrow(/npm run photos -- FOLDER/)
  })
})

describe('photos taken back', () => {
  const undo = () => undoPhotos(county().database, 'toilets')

  it('go as they came, the last first', async () => {
    await photos(folder('four', four))
    const first = await listOf('T1')
    await photos(folder('later', { 'T1_9.png': png(8, 8), 'T2.jpg': jpeg }))
    expect(await listOf('T1')).toHaveLength(5)
    expect(await undo()).toEqual({ collection: 'toilets', day, removed: 2 })
    expect(await listOf('T1')).toEqual(first)
    expect(await undo()).toMatchObject({ removed: 4 })
    await expect(undo()).rejects.toThrow('There are no photos of toilets to take back.')
  })

  it('go with a thing whose import is undone, and only with that', async () => {
    await take('toilets', [toilet('T1', '青年路新公厕'), toilet('T4', '新公厕')], '--as-of', '2026-02-01')
    await photos(folder('new', { 'T4.jpg': jpeg, 'T1.jpg': jpeg }))
    const fid = await fidOf('T4')
    expect(await undoImport(county().database, county().catalogue, 'toilets')).toMatchObject({ photos: 1 })
    expect((await county().get(`/api/collections/toilets/items/${fid}/photos`)).status).toBe(404)
    expect(await listOf('T1')).toHaveLength(1)
  })

  it('go with the sample', async () => {
    await photos(folder('four', four))
    const left = county().database.transaction(async (inside) => {
      await dropSample(inside, county().catalogue)
      throw new Error(`left: ${(await inside.query('select from thing_photos')).length}`)
    })
    await expect(left).rejects.toThrow('left: 0')
  })
})

it('there is nothing where there is no such thing, or no such photo', async () => {
  for (const [path, sentence] of [
    ['collections/toilets/items/999999/photos', /There is no thing in toilets “999999”/],
    ['collections/toilets/items/x/photos', /There is no thing in toilets/],
    ['collections/cats/items/1/photos', /There is no collection/],
    [`collections/areas/items/${await fidOf('T1')}/photos`, /There is no thing in areas/],
    ['photos/1', /There is no photo “1”/],
    [`photos/${'0'.repeat(64)}`, /There is no photo/],
  ] as const) {
    const { status, body } = await county().get(`/api/${path}`)
    expect([status, body.toString()], path).toEqual([404, expect.stringMatching(sentence)])
  }
})
