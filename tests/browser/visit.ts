import { expect, inject, onTestFinished } from 'vitest'
import { openTab, type TabOptions } from './driver.ts'
import { Overview } from './overview-verbs.ts'

interface VisitOptions extends TabOptions {
  /** What this visit brings into the console, such as the failed requests of a test that cuts them off. */
  troubles?: RegExp
}

/** Opens the page at a scene, in a tab of its own, and waits until the map is drawn. */
export async function openScene(query = '', options: VisitOptions = {}): Promise<Overview> {
  const overview = await visit(options)
  await overview.open(query)
  return overview
}

/**
 * A tab with nothing in it yet. When its test ends, nothing may have been asked of another host, and
 * nothing may have gone wrong that the test did not announce.
 */
export async function visit({ troubles, ...options }: VisitOptions = {}): Promise<Overview> {
  const home = inject('address')
  const tab = await openTab(inject('browser'), options)
  onTestFinished(async () => {
    await tab.close()
    expect(tab.requests.filter((url) => !url.startsWith(`${home}/`) && !/^(data|blob):/.test(url))).toEqual([])
    expect(tab.troubles.filter((text) => !troubles?.test(text))).toEqual([])
  })
  return new Overview(tab, home)
}

/** Asks the server itself, past the page. */
export async function ask<T>(path: string): Promise<T> {
  const response = await fetch(`${inject('address')}/api/${path}`)
  expect(response.status, path).toBe(200)
  return (await response.json()) as T
}
