import { useEffect, useRef } from 'react'
import { longestError, mostErrors, type Told } from '#data/model/display.ts'
import { tellScreen } from '../api/display-queries.ts'
import { lastBegun } from '../watch/begin-anew.ts'
import { buildHere } from './whole-page.ts'

/** How often a screen says that it is there, besides as each scene begins, in milliseconds. */
const often = 30_000
const place = 'xiucheng.screen'
/** So lately a page began anew that has just begun, in milliseconds. */
const lately = 60_000

/** What went wrong on this page, the newest first. */
const errors: string[] = []
export function remember(what: unknown): void {
  const moment = new Date().toISOString().slice(0, 19)
  errors.unshift(`${moment} ${what instanceof Error ? what.message : String(what)}`.slice(0, longestError))
  errors.length = Math.min(errors.length, mostErrors)
}
const again = lastBegun()
if (again && Date.now() - again.last < lately)
  remember(`began anew at ${new Date(again.last).toISOString().slice(0, 19)}: ${again.why} (${again.times})`)
addEventListener('error', ({ error, message }) => remember(error ?? message))
addEventListener('unhandledrejection', ({ reason }) => remember(reason))

/**
 * Tells the server how this screen is, so that whoever looks after the wall sees it from a desk. What cannot be told is
 * told the next time.
 * @param id the display that is shown; null while there is none to tell of
 */
export function useReport(id: string | null, scene: string | undefined, state: Told['state']): void {
  const latest = useRef(state)
  latest.current = state
  useEffect(() => {
    if (id === null || scene === undefined) return
    const tell = () => {
      const [width, height] = [innerWidth, innerHeight].map((side) => Math.round(side * devicePixelRatio))
      void tellScreen(id, {
        screen: screenHere(),
        build: buildHere ?? '',
        scene,
        state: latest.current,
        width: width ?? 0,
        height: height ?? 0,
        errors,
      }).catch(() => {})
    }
    tell()
    const timer = setInterval(tell, often)
    return () => clearInterval(timer)
  }, [id, scene])
}

let made: string | undefined

/** What this screen goes by: kept by its browser, where that keeps anything. */
function screenHere(): string {
  made ??= crypto
    .getRandomValues(new Uint32Array(2))
    .reduce((text, part) => text + part.toString(36), '')
    .padEnd(8, '0')
  try {
    const kept = localStorage.getItem(place)
    if (kept !== null && /^[a-z0-9]{8,32}$/.test(kept)) return kept
    localStorage.setItem(place, made)
  } catch {
    // storage is off or full: it goes by this name until it starts anew
  }
  return made
}
