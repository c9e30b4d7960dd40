import { useMemo } from 'react'
import { useScene } from '../scene/store.ts'
import { readTokens, type Tokens } from '../skin/tokens.ts'

/** What a chart is drawn with besides its data. `rem` is the height of the page's text in pixels. */
export interface Ink {
  tokens: Tokens
  rem: number
  font: string
}

/** The ink of the page as it stands, another one when the skin is. */
export function useInk(): Ink {
  const skin = useScene((store) => store.scene.skin)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the skin is what the page is read for.
  return useMemo(() => {
    const { fontSize } = getComputedStyle(document.documentElement)
    return {
      tokens: readTokens(),
      rem: Number.parseFloat(fontSize),
      font: getComputedStyle(document.body).fontFamily,
    }
  }, [skin])
}
