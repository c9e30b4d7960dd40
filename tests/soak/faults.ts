import { openTab } from '../browser/driver.ts'
import { faults, figuresAt, holdClock, liveThrough } from '../browser/wall-faults.ts'
import type { Place } from './place.ts'

/**
 * A display lives through each fault in its full length, one after the other on the same page.
 * @returns what was wrong
 */
export async function soakFaults({ address, tell }: Place, browser: string): Promise<string[]> {
  const { page, settled, close } = await openTab(browser, { alone: true })
  const wrong: string[] = []
  try {
    await holdClock(page)
    await page.goto(`${address}/wall/demo`)
    await settled()
    for (const fault of faults) {
      if (fault.at !== undefined) {
        await page.goto(`${address}/wall/demo${fault.at}`)
        await settled()
      }
      const found = await liveThrough(fault, { page, tell }, fault.lasts, () => figuresAt(address))
      console.log(`${found.length === 0 ? '✓' : '✗'} ${fault.name}, for ${fault.lasts} s`)
      wrong.push(...found.map((one) => `${fault.name}: ${one}`))
    }
  } finally {
    await close()
  }
  return wrong
}
