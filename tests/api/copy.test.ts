import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CopyRow, Database } from '#server/database/database.ts'
import { openTestDatabase } from './county.ts'

let database: Database
beforeAll(async () => {
  database = await openTestDatabase()
  await database.query('create table letters (n integer primary key, text text, json jsonb)')
})
afterAll(() => database.close())

const take = (rows: AsyncIterable<CopyRow>) =>
  database.transaction((inside) => inside.copy('letters', ['n', 'text', 'json'], rows))
const held = () => database.query<{ n: number; text: string | null; json: unknown }>('select * from letters order by n')

describe('many rows at once', () => {
  it('arrive letter by letter, also those that COPY means something else by', async () => {
    const texts = ['', '\\N', '\\.', '\\', 'a\tb\nc\rd\\te', '“引号”，\u2028😀', null]
    async function* rows(): AsyncGenerator<CopyRow> {
      for (const [n, text] of texts.entries()) yield [n, text, JSON.stringify({ text })]
    }
    await take(rows())
    expect(await held()).toEqual(texts.map((text, n) => ({ n, text, json: { text } })))
  })

  it('are none where one of them is refused, or their source ends in an error, and the next question is answered', async () => {
    const before = await held()
    async function* twice(): AsyncGenerator<CopyRow> {
      for (let n = 100; n < 60_000; n++) yield [n % 50_000, 'x'.repeat(20), null]
    }
    await expect(take(twice())).rejects.toMatchObject({ code: '23505' })
    expect(await held()).toEqual(before)
    async function* breaking(): AsyncGenerator<CopyRow> {
      for (let n = 100; n < 20_000; n++) yield [n, 'x'.repeat(20), null]
      throw new Error('the file is broken')
    }
    await expect(take(breaking())).rejects.toThrow('the file is broken')
    expect(await held()).toEqual(before)
  })
})
