import type { DenseLevel } from '#data/model/siting.ts'
import type { Language, Words } from '#data/model/words.ts'
import { sayNoStreets } from '../coverage/obstacles.ts'

/** How many units a sentence names. */
const mostNamed = 10

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

/** That units, by their names, have no room for as many as they need. */
export function sayNoRoom(
  units: readonly { name: string; missing: number; most: number }[],
  language: Language,
): string {
  if (language === 'zh') {
    const each = units.map(({ name, missing, most }) => `${name}还差 ${missing} 处，只放得下 ${most} 处`)
    return `建成区里放不下：${each.join('；')}。请把间距放小，或换别的候选。`
  }
  const [first, ...others] = units.map(
    ({ name, missing, most }) => `${most} can be placed in ${name}, which lacks ${missing}`,
  )
  const rest = others.length > 0 ? `; ${others.join('; ')}` : ''
  const who =
    others.length > 0
      ? 'Units lack room: of the sites they need on their ground'
      : 'A unit lacks room: of the sites it needs on its ground'
  return `${who}, ${first}${rest}. Ask for less spacing, or for other candidates.`
}

/** That there is no unit of a level that could meet a density, and what can be asked for. */
export function sayNoUnits(level: DenseLevel, language: Language): string {
  const other = level === 'township' ? 'community' : 'township'
  const [zh, en] = [
    { township: '乡镇、街道', community: '社区、村' },
    { township: 'township', community: 'community' },
  ]
  return language === 'zh'
    ? `这一区划里没有登记的${zh[level]}，说不了哪个密度不够：请换一个区划，或按${zh[other]}（level: ${other}）问。`
    : `No ${en[level]} is on record in this area, whose density could be met: ask about another area, or by ${en[other]} (level: ${other}).`
}

/** That nobody set a target of a density, so that none can be met, and what can be asked for. */
export function sayNoTarget(density: Words, day: string, language: Language): string {
  return language === 'zh'
    ? `${day} 没有给“${density.zh}”定目标，说不了还差多少处：可以先定目标（PUT /api/targets），或按新增几处（cover-most）、够到几成（cover-share）问。`
    : `No target of “${density.en}” is set on ${day}, so nothing can meet it: set one (PUT /api/targets), or ask for the most that so many sites reach (cover-most), or the fewest that reach a share (cover-share).`
}

/** For which units no target is set, while for others there is one: nothing is proposed for them. */
export function sayTargetless(units: readonly string[], language: Language): string {
  const [few, more] = [units.slice(0, mostNamed), units.length > mostNamed]
  return language === 'zh'
    ? `没有定密度目标的 ${units.length} 个单位不在内：${few.join('、')}${more ? '等' : ''}。`
    : `Units without a target of density are left out (${units.length}): ${few.join(', ')}${more ? ' and others' : ''}.`
}

/** That fewer sites are proposed than were asked for, out of how many candidates, and what may help. */
export function sayFewer(proposed: number, asked: number, candidates: number, language: Language): string {
  if (language === 'zh') {
    const why = candidates === proposed ? '候选已全部用上' : '其余的不会让更多人够得着，或放不下，或超出总价'
    return `要 ${asked} 处，只推荐 ${proposed} 处：候选共 ${candidates} 处，${why}。可以换别的候选，或放远距离。`
  }
  const why = candidates === proposed ? 'all are taken' : 'another reaches nobody more, has no room, or costs too much'
  return `Of ${asked} sites asked for ${proposed} are proposed: there are ${candidates} candidates, and ${why}. Other candidates can be asked for, or a longer way.`
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
