import type { Ground } from '#data/model/measure.ts'
import type { SitingTerms } from '#data/model/siting.ts'
import type { Language, Words } from '#data/model/words.ts'
import type { Queryable } from '../database/database.ts'
import { numbersOf } from '../features/collections.ts'
import { sizeTogether } from '../measuring/queries.ts'
import { mustBeSound } from '../measuring/sound.ts'
import type { Site } from '../site.ts'
import { layerOf } from './layers.ts'

/** What terms name, found. */
interface Named {
  candidates: Words | undefined
  cost: Words | undefined
  forbidden: Words | undefined
  /** How large all ground that was drawn is together, in km². */
  km2: number
}

/**
 * On what terms sites were proposed, sentence by sentence, with the ground on which none was to stand.
 * @throws {ProblemError} 400 where they name no layer, or ground was drawn that is none
 */
export async function termsInWords(
  site: Site,
  database: Queryable,
  terms: SitingTerms,
  day: string,
  language: Language,
): Promise<string[]> {
  const candidates = await layerOf(site, 'candidates', terms.candidates)
  const forbidden = await layerOf(site, 'forbidden', terms.forbidden)
  const drawn = terms.forbiddenGround ?? []
  await mustAllBeSound(database, drawn, day)
  const named = {
    candidates: candidates?.title,
    cost: candidates && numbersOf(candidates).find(({ name }) => name === terms.cost)?.title,
    forbidden: forbidden?.title,
    km2: drawn.length > 0 ? await sizeTogether(database, drawn) : 0,
  }
  return [...sayWanted(terms, named, language), ...sayForbidden(drawn.length, named, language)]
}

/** @throws {ProblemError} 400 where a piece that was drawn cannot be reckoned with, with what is wrong and where */
export async function mustAllBeSound(database: Queryable, drawn: readonly Ground[], day: string): Promise<void> {
  for (const [n, piece] of drawn.entries()) await mustBeSound(database, `forbiddenGround/${n}`, piece, day)
}

function sayWanted(terms: SitingTerms, { candidates, cost }: Named, language: Language): string[] {
  const { goal, count, budget, level = 'township', spacing = 0 } = terms
  if (goal === undefined) return []
  const share = `${amountOf(100 * (terms.share ?? 0), language)} %`
  const money = budget === undefined ? '' : amountOf(budget, language)
  if (language === 'zh') {
    const best = terms.cost === undefined ? '处数最少' : '费用最省'
    const wanted = {
      'cover-most': `${count === undefined ? '' : `新增 ${count} 处，`}够得着的最多${money && `，总费用至多 ${money}`}`,
      'cover-share': `够到 ${share}，${best}`,
      'meet-density': `各${level === 'township' ? '乡镇、街道' : '社区、村'}都达到密度目标，处数最少`,
    }
    const from = candidates ? `候选取自“${candidates.zh}”` : '候选沿街道'
    const priced = cost ? `，费用按“${cost.zh}”` : ''
    return [`推荐新点：${wanted[goal]}；${from}${priced}${spacing > 0 ? `；相距至少 ${spacing} 米` : ''}。`]
  }
  const best = terms.cost === undefined ? 'the fewest' : 'the cheapest'
  const wanted = {
    'cover-most': `the most that ${count ?? 'new ones'} reach${money && `, for ${money} together at most`}`,
    'cover-share': `${best} that reach ${share}`,
    'meet-density': `the fewest for every ${level} to meet its target of density`,
  }
  const from = candidates ? `chosen from “${candidates.en}”` : 'along the streets'
  const priced = cost ? `, each at what “${cost.en}” says` : ''
  return [
    `Sites proposed: ${wanted[goal]}; ${from}${priced}${spacing > 0 ? `; at least ${spacing} metres apart` : ''}.`,
  ]
}

function sayForbidden(pieces: number, { forbidden, km2 }: Named, language: Language): string[] {
  const size = sizeOf(km2, language)
  const zh = [
    ...(forbidden ? [`图层“${forbidden.zh}”`] : []),
    ...(pieces > 0 ? [`在地图上圈出的 ${pieces} 块地（共 ${size}）`] : []),
  ]
  const en = [
    ...(forbidden ? [`the layer “${forbidden.en}”`] : []),
    ...(pieces > 0 ? [`${pieces} ${pieces === 1 ? 'piece' : 'pieces'} of ground drawn on the map (${size})`] : []),
  ]
  if (zh.length === 0) return []
  return [language === 'zh' ? `新点不放在：${zh.join('；')}。` : `No site is proposed on ${en.join(', nor on ')}.`]
}

/** Ground in hectares, or in m² where it is less than one. */
function sizeOf(km2: number, language: Language): string {
  const [hectares, m2] = [amountOf(km2 * 100, language), amountOf(Math.round(km2 * 1e6), language)]
  if (km2 < 0.01) return language === 'zh' ? `${m2} 平方米` : `${m2} m²`
  return language === 'zh' ? `${hectares} 公顷` : `${hectares} hectares`
}

function amountOf(amount: number, language: Language): string {
  return amount.toLocaleString(language, { maximumFractionDigits: 2 })
}
