import { ailmentOf, type Signs, second } from './ailment.ts'
import { beginAnew } from './begin-anew.ts'

/** How often the page looks at itself, and how often it tries to begin anew, in milliseconds. */
const often = second
const again = 10 * second
/** A page whose time goes on by more at once has stood still, a moment or in earnest, in milliseconds. */
const pause = 5 * second
const standstill = 20 * second
/** How many moments of each kind are looked back on. */
const remembered = 5

/** What the wall tells of itself. */
interface Told {
  /** Whether the server is there. */
  live: boolean
  /** By how much what is on should have changed by now, in milliseconds. */
  overdue: () => number
}

let told: Told = { live: false, overdue: () => Number.NEGATIVE_INFINITY }
const moments = { lost: [] as number[], threw: [] as number[], stood: [] as number[] }
let shaken: number | null = null
let unwhole: number | null = null

const now = () => performance.now()

/** Tells the watch how the wall is. */
export function tellWatch(how: Told): void {
  told = how
}

/** Tells the watch that a part of the page failed. */
export function tellFailed(): void {
  note('threw')
}

/**
 * Watches over a page that nobody looks after: its graphics, its map, its turns and its own time. Where one is not well and
 * does not heal, the page begins anew, ever less often.
 * @param canReturn asks whether all of the page can be had
 */
export function startWatch(canReturn: () => Promise<boolean>): void {
  let awake = now()
  let looked = awake
  let tried = Number.NEGATIVE_INFINITY
  // canvases tell it to nobody above them, but whoever is above hears it on its way down
  document.addEventListener(
    'webglcontextlost',
    () => {
      note('lost')
      shaken = now()
    },
    true,
  )
  document.addEventListener(
    'webglcontextrestored',
    () => {
      shaken = now()
    },
    true,
  )
  setInterval(() => {
    const moment = now()
    const gap = moment - looked
    looked = moment
    if (gap > pause) awake = moment
    // what nobody sees is let stand by the browser, too
    if (document.hidden) awake = moment
    else if (gap > standstill) note('stood')
    lookAtMap(moment)
    const signs: Signs = { ...moments, shaken, unwhole, overdue: told.overdue(), awake }
    const ailment = ailmentOf(signs, moment)
    if (ailment === null || moment - tried < again) return
    tried = moment
    void beginAnew(ailment, canReturn)
  }, often)
}

function note(kind: keyof typeof moments): void {
  moments[kind].push(now())
  moments[kind].splice(0, moments[kind].length - remembered)
}

function lookAtMap(moment: number): void {
  const idle = document.querySelector<HTMLElement>('.map')?.dataset['idle']
  if (idle !== 'false') shaken = null
  unwhole = idle === 'false' && told.live ? (unwhole ?? moment) : null
}
