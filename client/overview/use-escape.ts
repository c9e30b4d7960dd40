import { useEffect, useRef } from 'react'

/** Escape leads a step back, unless what has the focus takes the key for itself. */
export function useEscape(back: (() => void) | null): void {
  const latest = useRef(back)
  latest.current = back
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const { target } = event
      const busy = target instanceof HTMLElement && target.closest('input, select, .card [role], .thing, dialog')
      // what lies open over the page goes first, by the browser's own hand
      const covered = document.querySelector(':popover-open, dialog:modal') !== null
      if (event.key !== 'Escape' || event.defaultPrevented || busy || covered) return
      latest.current?.()
    }
    addEventListener('keydown', press)
    return () => removeEventListener('keydown', press)
  }, [])
}
