import { useEffect, useState } from 'react'
import { heardOf } from '../keeper/kept.ts'

/** How often it is looked whether the map is to ask anew, in milliseconds. */
const often = 5_000

let asks = false
const ask = () => {
  asks = true
}
// what the map was given while the server could not be asked may be older than what the server has, and it does not know
new BroadcastChannel(heardOf).addEventListener('message', ask)
// and a keeper that has only just come has kept nothing of what the map has
if ('serviceWorker' in navigator) navigator.serviceWorker.addEventListener('controllerchange', ask)

/**
 * How many times the map was to ask for all of its tiles anew.
 * @param live whether the server is there
 */
export function useAnew(live: boolean): number {
  const [times, setTimes] = useState(0)
  useEffect(() => {
    if (!live) return
    const timer = setInterval(() => {
      if (!asks) return
      asks = false
      setTimes((before) => before + 1)
    }, often)
    return () => clearInterval(timer)
  }, [live])
  return times
}
