import { useEffect, useState } from 'react'

/** When a card is closed, the reader goes on where they were before it opened. */
export function useReturn(): void {
  const [before] = useState(() => document.activeElement)
  useEffect(
    () => () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true })
    },
    [before],
  )
}
