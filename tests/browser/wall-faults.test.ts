import { describe, expect, inject, it, onTestFinished } from 'vitest'
import { happens, visit } from './visit.ts'
import { faults, figuresAt, holdClock, liveThrough } from './wall-faults.ts'

const onPostgis = (process.env['DATABASE_URL'] ?? '') !== ''
/** Of how long a fault lasts in full: `npm run soak -- --only faults` has all of it. */
const share = 0.1

describe('a display of the wall keeps its picture, says how old it is, and is right again after', () => {
  // the embedded engine is the server's own, and cannot be away from it
  const befalling = faults.filter(({ name }) => onPostgis || name !== 'PostgreSQL is stopped')
  it.each(befalling)('$name', async (fault) => {
    const { address: home } = inject('switched')
    onTestFinished(async () => {
      await happens('/server/on')
      if (onPostgis) await happens('/database/on')
    })
    const wall = await visit({
      home,
      path: '/wall/demo',
      alone: true,
      troubles: /Failed to load resource|ERR_|context/i,
    })
    await holdClock(wall.page)
    await wall.open(fault.at ?? '')
    expect(
      await liveThrough(fault, { page: wall.page, tell: happens }, share * fault.lasts, () => figuresAt(home)),
    ).toEqual([])
  })
})
