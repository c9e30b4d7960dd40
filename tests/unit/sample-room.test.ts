import { expect, it } from 'vitest'
import type { Queryable } from '#server/database/database.ts'
import { checkLocks, checkRows } from '#server/sample/room.ts'

/** PostgreSQL as it is set: so many locks for each of so many connections. */
const set = (each: number, connections: number) =>
  ({ query: async () => [{ each, connections }] }) as unknown as Queryable

it('says how many counties can be made where PostgreSQL has too few locks for more, and what is enough', async () => {
  await expect(checkLocks(set(64, 100), 100)).rejects.toThrow(
    /^100 counties .* Set max_locks_per_transaction to 256 \(it is 64\) and restart it, or make at most 37\.$/,
  )
  await expect(checkLocks(set(64, 100), 37)).resolves.toBeUndefined()
  await expect(checkLocks(set(256, 100), 100)).resolves.toBeUndefined()
  // one is always tried
  await expect(checkLocks(set(10, 10), 1)).resolves.toBeUndefined()
})

it('says how many rows are too many for the embedded engine', () => {
  expect(() => checkRows(30, 7000)).toThrow(
    /30 counties are 210,000 rows; the embedded database takes 200,000.* at most 28\.$/,
  )
  expect(() => checkRows(28, 7000)).not.toThrow()
})
