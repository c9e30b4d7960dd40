import { expect, it } from 'vitest'
import { LiveListener } from '#server/live/listener.ts'
import { LiveStream } from '#server/live/stream.ts'
import { countyOfFile } from '../api/county.ts'

const county = countyOfFile()

it('changes are heard again after the database broke off, which is told', async () => {
  const { database } = county()
  const stream = new LiveStream()
  const listener = new LiveListener(() => database, stream)
  const heard: string[] = []
  const stop = stream.hear(undefined, ({ kind, data }) => heard.push(`${kind} ${data}`.trim()))
  await listener.begin()
  const broken = await database.query('select pg_terminate_backend(pid) from pg_stat_activity where query = $1', [
    `listen "${database.schema}_live"`,
  ])
  expect(broken).toHaveLength(1)
  await expect.poll(() => heard, { timeout: 20_000 }).toEqual(['missed'])
  await database.query(`insert into displays (id, title, profile, programme) values ('hall', '大厅', '{}', '[]')`)
  await expect.poll(() => heard, { timeout: 20_000 }).toEqual(['missed', 'display hall'])
  stop()
  await listener.close()
})
