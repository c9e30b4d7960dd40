import { useEffect, useRef } from 'react'
import { buildHere, wholePage } from './whole-page.ts'

const place = 'xiucheng.reloaded'
/** A page that comes back as the same build is not fetched again for so long, in milliseconds: something keeps the old one. */
const patience = 10 * 60_000

/**
 * Takes a new build once the server has one, at a quiet moment: as one turn ends and another begins, when the picture
 * changes anyway. All of it is asked for first: what cannot be had is not to take the place of what is shown.
 * @param there the build the server has; null while it says nothing
 * @param turn names the turn that is on, each time it is
 */
export function useNewBuild(there: string | null, turn: string | undefined): void {
  const last = useRef(turn)
  useEffect(() => {
    const changed = last.current !== turn
    last.current = turn
    if (!changed || there === null || buildHere === null || there === buildHere) return
    let gone = false
    void wholePage().then((page) => page?.build === there && !gone && mayReload() && location.reload())
    return () => {
      gone = true
    }
  }, [there, turn])
}

function mayReload(): boolean {
  try {
    const last = Number(sessionStorage.getItem(place) ?? 0)
    if (Date.now() - last < patience) return false
    sessionStorage.setItem(place, String(Date.now()))
    return true
  } catch {
    // whoever cannot remember when it last did might do so at every turn
    return false
  }
}
