import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { identifier } from '#server/database/database.ts'
import { openPostgis } from '#server/database/postgis.ts'
import { type Anything, day, openCounty, sampleCounty, type TestCounty } from '../api/county.ts'
import { sampleScript, start } from '../command.ts'

const url = process.env['DATABASE_URL'] ?? ''
const schema = `t_${randomBytes(6).toString('hex')}`
const sample = (...args: string[]) => start(sampleScript, args, { DATABASE_URL: url, COUNTY_SCHEMA: schema }).ended
const scale = ['--scale', '2', '--today', day]

const alone = sampleCounty()
let both: TestCounty
let made: { code: number | null; said: string }
beforeAll(async () => {
  made = await sample(...scale)
  both = await openCounty(await openPostgis(url, schema))
})
afterAll(async () => {
  await both?.database.query(`drop schema ${identifier(schema)} cascade`)
  await both?.close()
})

const figures = async (county: TestCounty, id: string, level: string): Promise<Anything[]> =>
  (await county.get(`/api/indicators/${id}?level=${level}&at=${day}`)).json().rows
/** A row of figures without its words, which name the files of all; sums in another order differ in the last digits. */
const told = ({ explanation: _, ...row }: Anything): Anything =>
  JSON.parse(JSON.stringify(row, (_key, value) => (typeof value === 'number' ? Number(value.toPrecision(9)) : value)))
const ask = (text: string) => both.database.query(text)

describe('npm run sample -- --scale 2', () => {
  it('makes two counties and says so, county by county', () => {
    expect(made.code).toBe(0)
    expect(made.said).toMatch(/1\/2 {2}410122 [\s\S]*2\/2 {2}990002 [\s\S]*done/)
  })

  it('gives the first county the very figures it has alone, at every level', async () => {
    for (const id of alone().catalogue.indicators.keys())
      for (const level of ['county', 'township', 'community']) {
        const wanted = await figures(alone(), id, level)
        const found = await figures(both, id, level)
        expect(found.filter(({ area }) => area.startsWith('410122')).map(told), `${id} ${level}`).toEqual(
          wanted.map(told),
        )
        expect(found, `${id} ${level}`).toHaveLength(2 * wanted.length)
      }
  })

  it('makes the second as dense as the first, with a year of its own', async () => {
    const rows = await figures(both, 'toilet_density', 'county')
    expect(rows.map(({ area, name }) => [area, name])).toEqual([
      ['410122', '中牟县'],
      ['990002', '演示2县'],
    ])
    for (const part of ['numerator', 'denominator', 'value'])
      expect(rows[1][part] / rows[0][part], part).toBeCloseTo(1, 1)
    const [one, other] = await Promise.all(
      ['410122', '990002'].map(async (area) =>
        (await both.get(`/api/indicators/toilet_density/history?area=${area}&at=${day}`)).json(),
      ),
    )
    expect(other.days.map((row: Anything) => row.day)).toEqual(one.days.map((row: Anything) => row.day))
    expect(one.days).toHaveLength(65)
  })

  it('gives no code to two things, and no ground to two counties', async () => {
    for (const { id, key, derived } of both.catalogue.collections.values()) {
      if (derived || key === undefined) continue
      const twins = await ask(`select ${identifier(key)} from ${identifier(id)} where ${identifier(key)} is not null
        group by 1 having count(distinct fid) > 1`)
      expect(twins, id).toEqual([])
    }
    const [{ n } = { n: -1 }] = await ask(`select count(*)::integer as n from areas a join areas b
      on a.level = 'county' and b.level = 'county' and a.fid < b.fid and st_intersects(a.geom, b.geom)`)
    expect(n).toBe(0)
    const strays = await ask(`select t.fid from toilets t join places p on p.collection = 'toilets' and p.fid = t.fid
      join areas a on a.fid = p.area where left(t.code, 6) <> left(a.code, 6)`)
    expect(strays).toEqual([])
  })

  it('goes only into an empty schema', async () => {
    const { code, said } = await sample(...scale)
    expect(code).toBe(1)
    expect(said).toMatch(/Nothing was written.*holds a county already/)
    const [{ n } = { n: -1 }] = await ask(`select count(*)::integer as n from areas where level = 'county'`)
    expect(n).toBe(2)
  })
})
