import { useEffect, useRef, useState } from 'react'
import type { SiteAct } from '../map/sites.ts'
import { mostTried } from '../scene/scene.ts'
import type { Trying } from './trial.ts'
import type { Held } from './use-plan.ts'

/** What is done to sites on the map: whether clicks add them, which one is in hand, which one was chosen. */
export function useHand(trying: Trying) {
  const [adding, setAdding] = useState(false)
  const [holding, setHolding] = useState<(Held & { among: number }) | null>(null)
  const [chosen, setChosen] = useState<number | null>(null)
  // put back by a key, it is no longer held, whatever the hand goes on doing
  const ignored = useRef(false)
  const among = trying.sites.length
  // of other sites than it was taken from, it is none
  const held: Held | null = holding?.among === among ? holding : null
  const putBack = () => {
    ignored.current = holding !== null
    setHolding(null)
  }
  const act = (one: SiteAct) => {
    if (one.kind === 'moved') {
      if (!ignored.current) setHolding({ n: one.n, place: one.place, among: holding?.among ?? among })
      return
    }
    const lost = ignored.current || (one.kind === 'dropped' && held === null)
    ignored.current = false
    setHolding(null)
    if (one.kind === 'put-back' || lost) return
    if (one.kind === 'chosen') return setChosen(one.n)
    setChosen(one.kind === 'added' ? among : one.n)
    if (one.kind === 'dropped') return trying.put(one.n, one.place)
    trying.edit({ sites: [...trying.sites, one.place] })
    // a link holds no more
    if (among + 1 >= mostTried) setAdding(false)
  }
  return { adding, setAdding, held, putBack, chosen: chosen !== null && chosen < among ? chosen : null, act }
}

/**
 * Control or Command with Z takes a step back; with Shift as well, or with Y, it is done again.
 * @param asleep while a site is in hand, or no site is in sight
 */
export function useUndoKeys(trying: Trying, asleep: boolean): void {
  const latest = useRef({ trying, asleep })
  latest.current = { trying, asleep }
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const { key, ctrlKey, metaKey, shiftKey, target } = event
      // a field takes back what was written in it
      const writing = target instanceof HTMLElement && target.closest('input, textarea, select')
      if (!(ctrlKey || metaKey) || writing || latest.current.asleep) return
      const { undo, redo } = latest.current.trying
      const again = key.toLowerCase() === 'y' || (key.toLowerCase() === 'z' && shiftKey)
      const step = again ? redo : key.toLowerCase() === 'z' ? undo : null
      if (!step) return
      event.preventDefault()
      step()
    }
    addEventListener('keydown', press)
    return () => removeEventListener('keydown', press)
  }, [])
}
