import { useLayoutEffect } from 'react'
import type { Profile } from '#data/model/display.ts'

/** How the parts of the stage lie: 16:9 in the middle of whatever it is, or for the shape of the display. */
export type Layout = 'contain' | 'usual' | 'wide' | 'tall'

/** From this shape on the promises stand beside the map and not above it; and below this one all lies in one column. */
const wideFrom = 2.4
const tallBelow = 1

/** @param ratio how many times as wide as high the display is, as one sees it */
export function layoutOf(fit: Profile['fit'], ratio: number): Layout {
  if (fit === 'contain') return 'contain'
  if (ratio >= wideFrom) return 'wide'
  return ratio < tallBelow ? 'tall' : 'usual'
}

/** Lays the stage out as the profile says and the window is. The rest is in wall.css. */
export function useStage({ fit, stretch = 1 }: Pick<Profile, 'fit' | 'stretch'>): void {
  useLayoutEffect(() => {
    const lay = () => {
      const { dataset, style } = document.documentElement
      const layout = layoutOf(fit, (innerWidth * stretch) / innerHeight)
      if (dataset['layout'] === layout && style.getPropertyValue('--stretch') === String(stretch)) return
      dataset['layout'] = layout
      style.setProperty('--stretch', String(stretch))
      // whoever goes by the size of text reads it when the window changes
      dispatchEvent(new Event('resize'))
    }
    lay()
    addEventListener('resize', lay)
    return () => removeEventListener('resize', lay)
  }, [fit, stretch])
}
