// npm run pictures: the README's pictures, from the sample. `-- --look FOLDER` makes more, to be looked at and
// not kept: other sizes and a phone, in both languages and skins, the planner's desk, and each scene of a display.
import { mkdirSync, statSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { build, install, root } from '../../server/setup/prepare.mjs'
import { findChromium } from './chromium.mjs'

/**
 * @typedef {{name: string, width: number, height: number, query: string, path?: string, touch?: boolean}} Picture
 * @type {Picture[]}
 */
const ofReadme = [
  { name: 'overview-silk', width: 1440, height: 900, query: '?theme=toilets&area=410122102&evidence=1' },
  { name: 'overview-ink', width: 1440, height: 900, query: '?theme=roads&skin=ink' },
  { name: 'plan', width: 1440, height: 900, path: '/plan', query: '?area=410122003' },
  { name: 'wall', width: 1440, height: 810, path: '/wall/demo', query: '?scene=%3Fv%3D1%26theme%3Dtoilets' },
  { name: 'phone', width: 390, height: 844, query: '?theme=toilets', touch: true },
]

/** @type {[number, number][]} */
const sizes = [
  [390, 844],
  [1366, 768],
  [1920, 1080],
  [3840, 2160],
]
/** @type {{name: string, query: string, path?: string}[]} */
const views = [
  ...['roads', 'toilets', 'water', 'sorting'].map((theme) => ({ name: theme, query: `theme=${theme}` })),
  { name: 'plan', path: '/plan', query: 'area=410122003' },
  { name: 'plan-cells', path: '/plan', query: 'tell=hexagon' },
]
/** @type {Picture[]} */
const toLookAt = sizes.flatMap(([width, height]) =>
  ['zh-CN', 'en'].flatMap((lang) =>
    ['silk', 'ink'].flatMap((skin) =>
      views.map(({ name, query, ...view }) => ({
        ...view,
        name: `${width}-${lang}-${skin}-${name}`,
        width,
        height,
        query: `?${query}&lang=${lang}&skin=${skin}`,
        touch: width < 500,
      })),
    ),
  ),
)

/** @type {[number, number][]} */
const wallSizes = [
  [1920, 1080],
  [3840, 2160],
  [7680, 2160],
  [1080, 1920],
]
/** @type {Picture[]} */
const ofWall = wallSizes.flatMap(([width, height]) =>
  ['zh-CN', 'en'].flatMap((lang) =>
    ['roads', 'toilets', 'water', 'sorting', 'toilets&area=410122003', 'toilets&dense=hexagons'].map((scene) => ({
      name: `wall-${width}x${height}-${lang}-${scene.replaceAll(/[^a-z0-9]+/g, '-')}`,
      width,
      height,
      path: '/wall/demo',
      query: `?scene=${encodeURIComponent(`?v=1&theme=${scene}`)}&lang=${lang}`,
    })),
  ),
)

/** The most a picture of the README may weigh. */
const heaviest = 700_000

install()
build()
const chromium = await findChromium()
if (chromium === undefined) {
  console.error('The pictures need Chromium or Chrome: install one, or set CHROMIUM_PATH.')
  process.exit(1)
}
const look = process.argv.indexOf('--look')
/** Of what is to be looked at, a part may be named by what its names contain, as `--look FOLDER wall`. */
const part = process.argv[look + 2] ?? ''
const wanted = look > 0 ? [...toLookAt, ...ofWall].filter(({ name }) => name.includes(part)) : ofReadme
const folder = look > 0 ? resolve(process.argv[look + 1] ?? 'pictures') : join(root, 'tests', 'pictures')
mkdirSync(folder, { recursive: true })

const { register } = await import('tsx/esm/api')
register()
const { startBrowser, openTab } = await import('../browser/driver.ts')
const { Overview } = await import('../browser/overview-verbs.ts')
const { openSampleCounty } = await import('../browser/sample-county.ts')

console.log('绣演示县城 making the sample county …')
const county = await openSampleCounty()
const browser = await startBrowser(chromium)
let tooHeavy = false
for (const { name, width, height, query, path, touch = false } of wanted) {
  const tab = await openTab(browser.endpoint, { size: { width, height }, touch, sharp: true })
  const overview = new Overview(tab, county.address, path)
  await overview.open(query)
  const file = join(folder, `${name}.png`)
  writeFileSync(file, await tab.whole())
  await tab.close()
  const bytes = statSync(file).size
  tooHeavy ||= look < 0 && bytes > heaviest
  console.log(`${file} ${Math.round(bytes / 1000)} kB`)
}
await browser.close()
await county.close()
if (tooHeavy) console.error(`A picture weighs more than ${heaviest / 1000} kB.`)
process.exit(tooHeavy ? 1 : 0)
