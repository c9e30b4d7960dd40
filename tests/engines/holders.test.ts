import { expect, it } from 'vitest'
import type { Queryable } from '#server/database/database.ts'
import { countyOfFile } from '../api/county.ts'

const county = countyOfFile()

const appoint = (on: Queryable, chief: number, level: number, valid: string) =>
  on.query(
    `insert into chief_assignments (valid, source, chief, section, level)
     values ($3::daterange, 0, $1::integer, 7, $2::integer)`,
    [chief, level, valid],
  )

it('two chiefs of one section at one level at one time are refused by the database, written one after the other or at once', async () => {
  const { database } = county()
  await appoint(database, 1, 3, '[2026-01-01,2026-06-01)')
  await expect(appoint(database, 2, 3, '[2026-05-31,)')).rejects.toMatchObject({ code: '23P01' })
  await appoint(database, 2, 3, '[2026-06-01,)')
  await appoint(database, 2, 2, '[2026-01-01,)')

  const both = await Promise.allSettled(
    [3, 4].map((chief) =>
      database.transaction(async (inside) => {
        await appoint(inside, chief, 1, '[2026-01-01,)')
        // long enough that the other has begun too
        await inside.query('select pg_sleep(0.3)')
      }),
    ),
  )
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  const held = await database.query(
    'select level, count(*)::integer as n from chief_assignments group by level order by level',
  )
  expect(held).toEqual([
    { level: 1, n: 1 },
    { level: 2, n: 1 },
    { level: 3, n: 2 },
  ])
})
