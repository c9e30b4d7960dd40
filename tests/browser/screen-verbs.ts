import { expect, inject, onTestFinished } from 'vitest'
import { textOf } from './driver.ts'
import type { Overview } from './overview-verbs.ts'
import { putUp } from './put-up.ts'
import { ask, happens } from './visit.ts'

/** The server that may be stopped. It is on again after the test, whatever becomes of it. */
export function switchedServer() {
  const turn = (to: 'off' | 'on') => happens(`/server/${to}`)
  onTestFinished(() => turn('on'))
  return { home: inject('switched').address, off: () => turn('off'), on: () => turn('on') }
}

/**
 * Puts up a display for one test that shows these themes all day, each for so many seconds.
 * @returns its path
 */
export async function shownHere(id: string, themes: string[], seconds?: number): Promise<string> {
  const scenes = themes.map((theme) => `?v=1&theme=${theme}`)
  const { path, takeDown } = await putUp(inject('address'), id, scenes, seconds)
  onTestFinished(takeDown)
  return path
}

/** All a display tells but for its clock and the age of its data. */
export async function told({ page }: Overview): Promise<string[]> {
  const parts = ['.wall-promise', '.wall-standing', '.wall-behind', '.wall-strip ol', '.legend']
  const texts = await Promise.all(
    parts.map(async (part) => Promise.all((await page.locator(part).all()).map((one) => textOf(one)))),
  )
  return texts.flat()
}

export async function dataOf({ page }: Overview): Promise<Record<string, string>> {
  return page.locator('.wall').evaluate((wall) => ({ ...(wall as HTMLElement).dataset }) as Record<string, string>)
}

/** Waits until a display has kept all it needs to start again. */
export async function keptWhole({ page }: Overview): Promise<void> {
  const kept = () =>
    page.evaluate(async () => {
      const { active } = await navigator.serviceWorker.ready
      const answers = await new Promise<number>((resolve) => {
        const opening = indexedDB.open('xiucheng.wall')
        opening.onsuccess = () => {
          const count = opening.result.transaction('answers').objectStore('answers').count()
          count.onsuccess = () => resolve(count.result)
        }
      })
      const tiles = (await (await caches.open('xiucheng.map')).keys()).length
      return [active?.state, (await caches.match('/wall'))?.status, answers >= 10, tiles > 10]
    })
  await expect.poll(kept, { timeout: 30_000 }).toEqual(['activated', 200, true, true])
  // the last answers, files and tiles are gathered for a moment
  await page.waitForTimeout(3_500)
  await page.waitForLoadState('networkidle')
}

/** Sets a rule to what it is, which is a change of the data all the same. */
export async function somethingChanges(): Promise<void> {
  const { settings } = await ask<{ settings: { name: string; history: { value: unknown }[] }[] }>('settings')
  const value = settings.find(({ name }) => name === 'walking_leg')?.history[0]?.value
  const response = await fetch(`${inject('address')}/api/settings/walking_leg`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ value }),
  })
  expect(response.status).toBe(204)
}
