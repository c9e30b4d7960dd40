import { useEffect, useRef } from 'react'
import type { useSteering } from './use-steering.ts'

type Ways = ReturnType<typeof useSteering>['ways']

/** The keys of a presenter's clicker, and those a keyboard has beside them. */
const keys: Record<string, keyof NonNullable<Ways>> = {
  ArrowRight: 'next',
  PageDown: 'next',
  ArrowLeft: 'previous',
  PageUp: 'previous',
  ' ': 'toggle',
  b: 'toggle',
  '.': 'toggle',
  Escape: 'release',
}

/** Steers the display by key, at the screen itself. */
export function useClicker(ways: Ways): void {
  const latest = useRef(ways)
  latest.current = ways
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const way = keys[event.key]
      if (!way || way === 'jump' || event.repeat || event.ctrlKey || event.altKey || event.metaKey) return
      event.preventDefault()
      latest.current?.[way]()
    }
    addEventListener('keydown', press)
    return () => removeEventListener('keydown', press)
  }, [])
}
