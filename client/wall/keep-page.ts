import keeper from '../keeper/keeper.ts?worker&url'
import { builds, filesOf, kindOf, pageKept } from '../keeper/kept.ts'
import { firstPicture } from '../map/first-picture.ts'
import { buildHere, wholePage } from './whole-page.ts'

/** How long after a file was loaded it is kept, for it seldom comes alone, and how long after it could not be, in milliseconds. */
const soon = 1_000
const later = 60_000
/** How long the keeper is waited for, in milliseconds. */
const patience = 1_500

/**
 * Keeps this page, once it stands, with all the files it has loaded and will load, so that it can start again while its server is
 * away. The page itself is put in its place once all it names is there, and only then do those of other builds go: what
 * starts is one build, and whole. Where a browser lets nothing be kept (it asks for https, or the machine itself), all
 * else goes on as ever.
 * @param whole called once it is, or where it never can be
 * @returns waits until the keeper looks on, for what the first picture is drawn from is to be kept too; not for long
 */
export async function keepPage(whole: () => void): Promise<void> {
  if (buildHere === null || !('serviceWorker' in navigator) || !('caches' in window)) return whole()
  const build = filesOf(buildHere)
  const loaded = new Set<string>()
  let placed = false
  let waiting = false
  const keep = async () => {
    const files = await caches.open(build)
    const page = placed ? null : await wholePage()
    const names = [...loaded, ...(page?.build === buildHere ? page.files : [])]
    const there = new Set((await files.keys()).map(({ url }) => new URL(url).pathname))
    await files.addAll([...new Set(names)].filter((name) => !there.has(name)))
    for (const name of names) loaded.delete(name)
    if (placed) return
    // another build is taken in its own time
    if (page?.build !== buildHere) throw new Error('not this build')
    await files.put(pageKept, page.answer)
    placed = true
    for (const other of await caches.keys()) {
      if (other.startsWith(builds) && other !== build) await caches.delete(other)
    }
    whole()
  }
  const waitFor = (wait: number) => {
    if (waiting) return
    waiting = true
    setTimeout(() => {
      const failed = keep().then(
        () => false,
        () => true,
      )
      void failed.then((again) => {
        waiting = false
        if (again || loaded.size > 0) waitFor(again ? later : soon)
      })
    }, wait)
  }
  const watch = new PerformanceObserver((list) => {
    // what is fetched is looked after here, or is the next build's
    const files = list
      .getEntriesByType('resource')
      .filter((one) => !isFetched(one) && kindOf('GET', one.name) === 'file')
    for (const { name } of files) loaded.add(new URL(name).pathname)
    waitFor(soon)
  })
  void firstPicture.then(() => watch.observe({ type: 'resource', buffered: true }))
  await looksOn()
}

async function looksOn(): Promise<void> {
  const { serviceWorker } = navigator
  const late = new Promise((resolve) => setTimeout(resolve, patience))
  const began = new Promise((resolve) => serviceWorker.addEventListener('controllerchange', resolve, { once: true }))
  const refused = new Promise<void>((resolve) =>
    serviceWorker.register(keeper, { scope: '/wall/', type: 'module' }).catch(() => resolve()),
  )
  if (serviceWorker.controller === null) await Promise.race([began, refused, late])
}

function isFetched(entry: PerformanceEntry): boolean {
  return (entry as PerformanceResourceTiming).initiatorType === 'fetch'
}
