import { useEffect, useLayoutEffect, useMemo, useState } from 'react'
import type { Look } from '../map/symbols.ts'
import type { Skin } from '../scene/scene.ts'
import { readTokens } from '../skin/tokens.ts'

/** The text size at which the map is drawn at scale 1. */
const base = 14

/** Puts the skin on the page, and reads off the page what the map draws with. */
export function useLook(skin: Skin): Look {
  // Before the map reads the colours of the skin, the skin must stand.
  if (document.documentElement.dataset.skin !== skin) document.documentElement.dataset.skin = skin
  const scale = useScale()
  return useMemo(() => ({ skin, tokens: readTokens(), scale }), [skin, scale])
}

function useScale(): number {
  const [scale, setScale] = useState(readScale)
  useLayoutEffect(() => setScale(readScale()), [])
  useEffect(() => {
    const read = () => setScale(readScale())
    addEventListener('resize', read)
    return () => removeEventListener('resize', read)
  }, [])
  return scale
}

function readScale(): number {
  return Number.parseFloat(getComputedStyle(document.documentElement).fontSize) / base
}
