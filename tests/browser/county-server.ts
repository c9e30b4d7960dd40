import { fileURLToPath } from 'node:url'
import type { TestProject } from 'vitest/node'
import { readPicture } from '#server/photos/picture.ts'
import { addPhoto } from '#server/photos/queries.ts'
import { openCounty, openTestDatabase, type TestCounty } from '../api/county.ts'
import { findChromium } from '../setup/chromium.mjs'
import { asPhoneWrites, jpeg, png } from '../small-pictures.ts'
import { startBrowser } from './driver.ts'
import { servePictured } from './pictured-county.ts'
import { type Switched, serveSwitched } from './switched-server.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the county is served. */
    address: string
    /** Where the county is served that the baseline pictures are of. */
    pictured: string
    /** Where it is served by a server that may be stopped. */
    switched: Switched
    /** Where the browser is reached. */
    browser: string
  }
}

const lamps = fileURLToPath(new URL('../themes/lamps', import.meta.url))

/** One county with the sample and the fifth theme, and one browser, for all browser tests of a run. */
export default async function serve(project: TestProject): Promise<() => Promise<void>> {
  const chromium = await findChromium()
  if (chromium === undefined) throw new Error('The browser tests need Chromium or Chrome: set CHROMIUM_PATH.')
  const browser = await startBrowser(chromium)
  const county = await openCounty(await openTestDatabase(), { sample: 'made', extraThemes: [lamps] })
  await photograph(county)
  const address = await county.address()
  const pictured = await servePictured()
  const { close: closeSwitched, ...switched } = await serveSwitched(county)
  project.provide('address', address)
  project.provide('switched', switched)
  project.provide('pictured', pictured.address)
  project.provide('browser', browser.endpoint)
  return async () => {
    await browser.close()
    await pictured.close()
    await closeSwitched()
    await county.close()
  }
}

/** Gives the first toilet two photos: one that a phone took upright, and a large one. */
async function photograph({ get, database }: TestCounty): Promise<void> {
  const [toilet] = (await get('/api/collections/toilets/items?limit=1')).json().features
  const told = { collection: 'toilets', fid: toilet.id, file: '1.jpg', came: new Date().toISOString() }
  await addPhoto(database, { ...told, caption: '正门' }, readPicture(asPhoneWrites(jpeg, 6)))
  await addPhoto(database, { ...told, caption: null }, readPicture(png(3000, 2000)))
}
