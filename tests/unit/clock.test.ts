import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'

const clock = new URL('../setup/clock.mjs', import.meta.url).href
const script = 'JSON.stringify([Date.now(), +new Date(), new Date(0).toISOString(), new Date() instanceof Date])'

it.each([0, 3_600_000])('the clock of a run can be %i ms behind', async (behind) => {
  // the clock of this very run may be behind
  const before = Date.now() + Number(process.env['CLOCK_BEHIND']) - behind
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--import', clock, '--import', `${clock}?again`, '--print', script],
    { env: { CLOCK_BEHIND: String(behind) } },
  )
  const [now, date, given, isDate] = JSON.parse(stdout) as [number, number, string, boolean]
  for (const time of [now, date]) {
    expect(time).toBeGreaterThanOrEqual(before)
    expect(time).toBeLessThan(before + 60_000)
  }
  expect([given, isDate]).toEqual(['1970-01-01T00:00:00.000Z', true])
})
