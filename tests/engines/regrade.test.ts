import { randomBytes } from 'node:crypto'
import { afterAll, expect, it } from 'vitest'
import { identifier } from '#server/database/database.ts'
import { openPostgis } from '#server/database/postgis.ts'
import { regradeScript, start } from '../command.ts'

const url = process.env['DATABASE_URL'] ?? ''
const schema = `t_${randomBytes(6).toString('hex')}`
const regrade = () => start(regradeScript, [], { DATABASE_URL: url, COUNTY_SCHEMA: schema }).ended
const ask = async (text: string) => {
  const database = await openPostgis(url, schema)
  await database.query(text)
  await database.close()
}
afterAll(() => ask(`drop schema ${identifier(schema)} cascade`))

it('npm run regrade says how many verdicts are others now, or in a sentence why there can be none', async () => {
  expect(await regrade()).toEqual({ code: 0, said: '改评 another verdict: 0\n' })
  await ask(`update settings set value = '"1999"' where name = 'water_standard'`)
  const { code, said } = await regrade()
  expect(code).toBe(1)
  expect(said).toBe('The setting water_standard is “1999”; there are 2015, 2022.\n')
})
