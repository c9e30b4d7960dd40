import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { openTab, type Tab } from '../browser/driver.ts'
import { isBlank } from '../browser/wall-faults.ts'
import type { Place } from './place.ts'

const minute = 60_000
/** After so many minutes the server is killed, and comes back after so many milliseconds. */
const restartEvery = 10
const awayFor = 20_000
const columns = 6

/** What a display was like in a minute. */
interface Look {
  minute: number
  told: string
  blank: boolean
  picture: Buffer
}

/**
 * A display runs by itself beside a server that is killed every ten minutes. Each minute has a picture, and all of them
 * are laid on one sheet, to be looked at.
 * @param minutes how long
 * @param folder where the sheet is put
 * @returns what was wrong
 */
export async function soakUnattended(
  { address, tell }: Place,
  browser: string,
  minutes: number,
  folder: string,
): Promise<string[]> {
  const tab = await openTab(browser, { alone: true, sharp: true })
  const { page, settled, close } = tab
  const looks: Look[] = []
  try {
    await page.goto(`${address}/wall/demo`)
    await settled()
    const begun = Date.now()
    for (let n = 1; n <= minutes; n++) {
      if (n % restartEvery === 0) {
        await tell('/server/off')
        setTimeout(() => void tell('/server/on'), awayFor)
      }
      await new Promise((resolve) => setTimeout(resolve, begun + n * minute - Date.now()))
      const look = await lookAt(page, n)
      console.log(look.told)
      looks.push(look)
    }
    await laidOut(browser, looks, folder)
    return looks.filter(({ blank }) => blank).map(({ told }) => `nothing to be seen: ${told}`)
  } finally {
    await close()
  }
}

async function lookAt(page: Page, n: number): Promise<Look> {
  const picture = await page.screenshot()
  const { scene, state, asOf } = await page
    .locator('.wall')
    .evaluate((wall) => ({ ...(wall as HTMLElement).dataset }) as Record<string, string | undefined>)
  const time = (text: string) => text.slice(11, 19)
  const told = [`${n}`, time(new Date().toISOString()), scene, state, `as of ${time(asOf ?? '')}`].join(' ')
  return { minute: n, told, blank: await isBlank(page), picture }
}

/** All pictures on one sheet, each with what was told of it. */
async function laidOut(browser: string, looks: readonly Look[], folder: string): Promise<void> {
  const { page, close }: Tab = await openTab(browser, { size: { width: columns * 330, height: 720 }, sharp: true })
  const figures = looks.map(
    ({ told, picture }) =>
      `<figure><img src="data:image/png;base64,${picture.toString('base64')}"><figcaption>${told}</figcaption></figure>`,
  )
  const style = `body { display: grid; grid-template-columns: repeat(${columns}, 1fr); gap: 6px; margin: 6px; font: 12px sans-serif }
    figure { margin: 0 } img { width: 100%; display: block }`
  await page.setContent(`<style>${style}</style>${figures.join('')}`)
  mkdirSync(folder, { recursive: true })
  const file = join(folder, 'unattended.png')
  writeFileSync(file, await page.screenshot({ fullPage: true }))
  console.log(file)
  await close()
}
