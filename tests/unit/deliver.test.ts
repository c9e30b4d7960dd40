import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { deliver } from '#server/exports/deliver.ts'
import { NotWritable } from '#server/exports/not-writable.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), '绣城 deliver-'))
  writeFileSync(join(folder, 'made'), 'new')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))
const bring = (...names: string[]) =>
  deliver(names.map((name) => ({ from: join(folder, 'made'), to: join(folder, name) })))
const text = (name: string) => readFileSync(join(folder, name), 'utf8')

it('files come all of them, in the place of what stood there', async () => {
  writeFileSync(join(folder, 'a.csv'), 'old')
  await bring('a.csv.txt', 'a.csv')
  expect(readdirSync(folder).sort()).toEqual(['a.csv', 'a.csv.txt', 'made'])
  expect([text('a.csv'), text('a.csv.txt')]).toEqual(['new', 'new'])
})

it.each([
  ['stood there', ['a.csv', 'a.csv.txt', 'made']],
  ['did not', ['a.csv', 'made']],
])('where the second cannot come, the first does not either, whether one %s before', async (before, left) => {
  // a folder of that name, as a file that is open elsewhere does on Windows, keeps it from coming
  mkdirSync(join(folder, 'a.csv'))
  if (before === 'stood there') writeFileSync(join(folder, 'a.csv.txt'), 'old')
  const sentence = /^Nothing was written: .*a\.csv cannot be put there \(E\w+\)/
  await expect(bring('a.csv.txt', 'a.csv')).rejects.toThrow(sentence)
  await expect(bring('a.csv.txt', 'a.csv')).rejects.toThrow(NotWritable)
  expect(readdirSync(folder).sort()).toEqual(left)
  if (before === 'stood there') expect(text('a.csv.txt')).toBe('old')
})
