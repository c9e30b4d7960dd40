import type { Indicator } from '#data/model/indicator.ts'
import type { Theme } from '#data/model/theme.ts'
import type { Scene } from '../scene/scene.ts'

/** A figure that is told, and whose it is. */
interface Told {
  theme: Theme
  indicator: Indicator
}

/**
 * The figures a scene tells: the first of every theme that makes a promise, then the others of the theme that leads.
 * What an address does not know falls back as if nobody had chosen.
 */
export function toldIn(themes: readonly Theme[], scene: Scene) {
  const promising = themes.flatMap((theme): Told[] => {
    const [indicator] = theme.indicators
    return indicator ? [{ theme, indicator }] : []
  })
  const leading = promising.find(({ theme }) => theme.id === scene.theme) ?? promising[0]
  const others = leading?.theme.indicators.slice(1).map((indicator) => ({ theme: leading.theme, indicator })) ?? []
  const indicator = leading?.theme.indicators.find(({ id }) => id === scene.figure) ?? leading?.indicator
  return { promising, leading, indicator, told: [...promising, ...others] }
}
