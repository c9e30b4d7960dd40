import type { Language } from '#data/model/words.ts'
import { sayNoStreets } from '../coverage/obstacles.ts'

/** That a share is beyond all candidates, and how much they can cover. */
export function sayShareBeyond(most: number, candidates: number, language: Language): string {
  const percent = (100 * most).toFixed(1)
  return language === 'zh'
    ? `${candidates} 处候选全用上，也只能够到 ${percent} %。`
    : `No choice of sites covers that share: at most ${percent} % can be covered from ${candidates} candidates.`
}

/** That none was found, though there may be one, and how much the best attempt covers. */
export function sayNoneFound(most: number, language: Language): string {
  const percent = (100 * most).toFixed(1)
  return language === 'zh'
    ? `没有找到能够到这么多的选法：试过的最多够到 ${percent} %。请把间距放小，或换别的候选。`
    : `None was found that covers that share: of those tried the best covers ${percent} %. Ask for less spacing, or for other candidates.`
}

/** That a unit has no room for as many as it needs. */
export function sayNoRoom(most: number, language: Language): string {
  return language === 'zh'
    ? `有一个单位放不下：它的建成区里只放得下 ${most} 处。请把间距放小，或换别的候选。`
    : `A unit lacks room: of the sites it needs on its ground, ${most} can be placed with what is asked. Ask for less spacing, or for other candidates.`
}

/**
 * That no street is known, and what can be proposed all the same.
 * @param along whether the candidates were to be along the streets
 * @param walks whether the answer takes walking
 */
export function sayStreetless(day: string, along: boolean, walks: boolean, language: Language): string {
  const layer =
    language === 'zh'
      ? '沿街道也就没有候选：候选可取自一个点图层。'
      : 'Nor are there candidates along them: they can be taken from a layer of points.'
  const straight =
    language === 'zh'
      ? '步行之外，可按直线（by: straight）推荐。'
      : 'Sites can be proposed as the crow flies (by: straight).'
  return [sayNoStreets(day, language), ...(along ? [layer] : []), ...(walks ? [straight] : [])].join(
    language === 'zh' ? '' : ' ',
  )
}
