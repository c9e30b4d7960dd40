import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { identifier } from '#server/database/database.ts'
import { migrate } from '#server/database/migrate.ts'
import { openPostgis } from '#server/database/postgis.ts'
import { loadThemes } from '#server/themes/load-themes.ts'
import { openCounty, type TestCounty } from '../api/county.ts'
import { Wire } from '../wire.ts'

const wire = new Wire(process.env['DATABASE_URL'] ?? '')
const schema = `t_${randomBytes(6).toString('hex')}`
let county: TestCounty
beforeAll(async () => {
  await wire.join()
  county = await openCounty(await openPostgis(wire.url, schema))
})
afterAll(async () => {
  await county.database.query(`drop schema ${identifier(schema)} cascade`)
  await county.close()
  await wire.cut()
})

describe('a database that stops', () => {
  it('in the middle of a request: 503 with a sentence, and all is well when it returns', async () => {
    const slow = county.database.query('select pg_sleep(20)').catch((error: Error) => error)
    await new Promise((resolve) => setTimeout(resolve, 200))
    await wire.cut()
    expect(await slow).toMatchObject({ name: 'DatabaseAway' })

    const items = await county.get('/api/collections/toilets/items')
    expect(items.status).toBe(503)
    expect(items.headers['retry-after']).toBeDefined()
    expect(items.json().detail).toMatch(/database cannot be reached/)
    const health = await county.get('/api/health')
    expect(health.status).toBe(503)
    expect(health.json()).toMatchObject({
      status: 'database-away',
      version: expect.any(String),
      database: { engine: 'postgis', version: null },
    })

    await wire.join()
    expect((await county.get('/api/health')).status).toBe(200)
    expect((await county.get('/api/collections/toilets/items')).status).toBe(200)
  })

  it('in the middle of a transaction: nothing of it stays', async () => {
    await expect(
      county.database.transaction(async (inside) => {
        await inside.query(`insert into settings (name, value) values ('half', '1')`)
        await wire.cut()
        await inside.query('select 1')
      }),
    ).rejects.toMatchObject({ name: 'DatabaseAway' })
    await wire.join()
    expect(await county.database.query(`select from settings where name = 'half'`)).toEqual([])
  })
})

describe('two servers that start at once', () => {
  it('migrate one schema once', async () => {
    const name = `t_${randomBytes(6).toString('hex')}`
    const themes = await loadThemes()
    const url = process.env['DATABASE_URL'] ?? ''
    const both = await Promise.all([openPostgis(url, name), openPostgis(url, name)])
    const applied = await Promise.all(both.map((database) => migrate(database, themes)))
    expect(applied.map((steps) => steps.length > 0).sort()).toEqual([false, true])
    await both[0]?.query(`drop schema ${identifier(name)} cascade`)
    await Promise.all(both.map((database) => database.close()))
  })
})

describe('what one county says', () => {
  it('is heard by those who listen to it, and by no other county', async () => {
    const url = process.env['DATABASE_URL'] ?? ''
    const other = await openPostgis(url, `${schema}_b`)
    const heard: string[] = []
    const stops = [
      await county.database.listen('changes', (payload) => heard.push(`own ${payload}`)),
      await other.listen('changes', (payload) => heard.push(`other ${payload}`)),
    ]
    await county.database.notify('changes', 'toilets')
    await expect.poll(() => heard).toEqual(['own toilets'])
    await Promise.all(stops.map((stop) => stop()))
    await other.query(`drop schema ${identifier(`${schema}_b`)} cascade`)
    await other.close()
  })
})
