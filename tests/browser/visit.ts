import { beforeAll, expect, inject, onTestFinished } from 'vitest'
import { openTab, type Tab, type TabOptions } from './driver.ts'
import { Overview } from './overview-verbs.ts'

interface VisitOptions extends TabOptions {
  /** What this visit brings into the console, such as the failed requests of a test that cuts them off. */
  troubles?: RegExp
  /** Where the county is served, if not where most tests find theirs. */
  home?: string
  /** The page's path, if it is not the first. */
  path?: string
}

/** Opens the page at a scene, in a tab of its own, and waits until the map is drawn. */
export async function openScene(query = '', options: VisitOptions = {}): Promise<Overview> {
  const overview = await visit(options)
  await overview.open(query)
  return overview
}

/** The tab that is kept while no test looks at it; one, for each that stands open slows the others. */
let kept: { reader: string; tab: Tab } | undefined

/**
 * Turns the page to a scene, as a bookmark within it does, and waits until the map is drawn. The tab is
 * kept from one test to the next, for opening the page takes software longer than all a test then does in
 * it; a test that fails takes its tab with it. What is only so in a page just opened needs `openScene`.
 */
export async function turnTo(query: string, { troubles, ...options }: VisitOptions = {}): Promise<Overview> {
  const reader = JSON.stringify(options)
  const parked = kept?.reader === reader ? kept.tab : undefined
  if (!parked) await kept?.tab.close()
  kept = undefined
  const { home = inject('address'), path } = options
  const tab = parked ?? (await openTab(inject('browser'), options))
  // a page behind one that was opened over it and closed would go on being drawn as seldom as a hidden one
  await tab.page.bringToFront()
  tab.forget()
  onTestFinished(async ({ task }) => {
    if (task.result?.state === 'fail') await tab.close()
    else kept = { reader, tab }
    nothingWrong(tab, home, troubles)
  })
  const overview = new Overview(tab, home, path)
  // what the test before had in its hands would be ringed in this one's pictures
  if (parked)
    await tab.page.evaluate(() => document.activeElement instanceof HTMLElement && document.activeElement.blur())
  await (parked ? overview.turn(query) : overview.open(query))
  return overview
}

/**
 * A tab with nothing in it yet. When its test ends, nothing may have been asked of another host, and
 * nothing may have gone wrong that the test did not announce.
 */
export async function visit({
  troubles,
  home = inject('address'),
  path,
  ...options
}: VisitOptions = {}): Promise<Overview> {
  const tab = await openTab(inject('browser'), options)
  onTestFinished(async () => {
    await tab.close()
    nothingWrong(tab, home, troubles)
  })
  return new Overview(tab, home, path)
}

function nothingWrong({ requests, troubles }: Tab, home: string, announced: RegExp | undefined): void {
  expect(requests.filter((url) => !url.startsWith(`${home}/`) && !/^(data|blob):/.test(url))).toEqual([])
  expect(troubles.filter((text) => !announced?.test(text))).toEqual([])
}

/** Where the county of the pictures is served; made before the tests of a file that looks at it, which takes a while. */
export function picturedCounty(): () => string {
  beforeAll(async () => {
    expect((await fetch(`${inject('pictured')}/api/health`)).status).toBe(200)
  })
  return () => inject('pictured')
}

/** Has something happen to the server that tests may stop (switched-server.ts). */
export async function happens(what: string): Promise<void> {
  expect((await fetch(inject('switched').hand + what)).status, what).toBe(200)
}

/** Asks the server itself, past the page; a question goes along as its body. */
export async function ask<T>(path: string, question?: object): Promise<T> {
  const headers = { 'content-type': 'application/json' }
  const how = question && { method: 'POST', headers, body: JSON.stringify(question) }
  const response = await fetch(`${inject('address')}/api/${path}`, how)
  expect(response.status, path).toBe(200)
  return (await response.json()) as T
}
