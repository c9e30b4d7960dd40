import { useEffect, useRef, useState } from 'react'
import type { SiteAct } from '../map/sites.ts'
import { mostTried } from '../scene/scene.ts'
import type { Trying } from './trial.ts'
import type { Held } from './use-plan.ts'

/** What is done to sites on the map: whether clicks add them, which one is in hand, which one was chosen. */
export function useHand(trying: Trying) {
  const [adding, setAdding] = useState(false)
  const [held, setHeld] = useState<Held | null>(null)
  const [chosen, setChosen] = useState<number | null>(null)
  const act = (one: SiteAct) => {
    if (one.kind === 'moved') return setHeld(one)
    setHeld(null)
    if (one.kind === 'chosen') return setChosen(one.n)
    setChosen(one.kind === 'added' ? trying.sites.length : one.n)
    if (one.kind === 'dropped') return trying.put(one.n, one.place)
    trying.edit({ sites: [...trying.sites, one.place] })
    // a link holds no more
    if (trying.sites.length + 1 >= mostTried) setAdding(false)
  }
  return { adding, setAdding, held, chosen, act }
}

/** Control or Command with Z takes a step back; with Shift as well, or with Y, it is done again. */
export function useUndoKeys(trying: Trying): void {
  const latest = useRef(trying)
  latest.current = trying
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const { key, ctrlKey, metaKey, shiftKey, target } = event
      // a field takes back what was written in it
      const writing = target instanceof HTMLElement && target.closest('input, textarea, select')
      if (!(ctrlKey || metaKey) || writing) return
      const { undo, redo } = latest.current
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
