import { expect, it } from 'vitest'
import type { Work } from '#server/database/database.ts'
import { countyOfFile } from './county.ts'

const county = countyOfFile()
const works: Work[] = ['tiles', 'items', 'analysis']

it('the database says what day it is by the clock of China, whoever asks', async () => {
  const { database } = county()
  for (const asked of [database, ...works.map((work) => database.reader(work))]) {
    const [row] = await asked.query("select (timestamptz '2026-11-24T16:00:00Z')::date::text as day")
    expect(row).toEqual({ day: '2026-11-25' })
  }
})
