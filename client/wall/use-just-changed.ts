import { useEffect, useRef, useState } from 'react'

/** How long what has changed is marked, in milliseconds. */
const moment = 10_000

/**
 * Whether a figure has just become another.
 * @param value as it is read, for the last bits of a sum are not the same each time; undefined while it is not known
 * @param of whose it is: of another the first figure is no change
 */
export function useJustChanged(value: string | undefined, of: string): boolean {
  const last = useRef({ value, of })
  const [changed, setChanged] = useState(false)
  useEffect(() => {
    const before = last.current
    if (value === undefined) return
    last.current = { value, of }
    if (before.of !== of) return setChanged(false)
    if (before.value === undefined || before.value === value) return
    setChanged(true)
    const timer = setTimeout(() => setChanged(false), moment)
    return () => clearTimeout(timer)
  }, [value, of])
  return changed
}
