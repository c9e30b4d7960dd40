import type { CutOff } from '#data/model/coverage.ts'
import { type Language, measured, type Words } from '#data/model/words.ts'
import { type Asked, type Covered, needsGround, type StandsIn, type Tried } from './cover.ts'

const reasons: Record<CutOff, Words> = {
  'no-street': { zh: '{leg} 米之内没有街道', en: 'no street within {leg} metres' },
  barred: { zh: '到街道要穿过水体、铁路或快速路', en: 'water, a railway or a fast road lies before its street' },
  'not-connected': { zh: '那里的街道走不到任何一处', en: 'its streets lead to none of them' },
}

/** Why nobody can walk from there. */
export function sayCutOff(reason: CutOff, leg: number, language: Language): string {
  return reasons[reason][language].replace('{leg}', String(leg))
}

const possible: Record<CutOff, Words> = {
  'no-street': {
    zh: '补上缺的街道，或把“到街道的直线”设长些（设置 walking_leg）',
    en: 'add the streets that are missing, or allow a longer straight way (the setting walking_leg)',
  },
  barred: {
    zh: '那里若有桥或过街处，把它画进道路',
    en: 'where there is a bridge or a crossing, add it to the roads',
  },
  'not-connected': {
    zh: '在那里试设一处；那里的街道若与别处相交，导入道路时加 --node',
    en: 'try a site there; if its streets do cross others, import the roads with --node',
  },
}

/** What can still be done for whoever cannot walk from there. */
export function sayPossible(reason: CutOff, language: Language): string {
  return possible[reason][language]
}

/** Why a site adds nothing; null where it adds something, or stands on no street, of which is told by itself. */
export function sayVain(asked: Asked, { adds, ground, reaches, next }: Tried, language: Language): string | null {
  if (adds > 0 || ground === undefined) return null
  const { question, need } = asked
  const { metres } = question
  if (needsGround(asked)) return vain.ground[language]
  const held = measured(amountOf(reaches, language), need.unit, language)
  const why = (reaches > 0 ? vain.reached : vain.nobody)[language]
  const far = next === null ? '' : vain.next[language].replace('{next}', String(Math.ceil(next)))
  return why.replace('{held}', held).replace('{metres}', String(metres)) + far
}

const vain = {
  ground: { zh: '它走得到的地方，别处都已走得到', en: 'all the ground it reaches is reached already' },
  reached: { zh: '它走得到的 {held}，别处都已走得到', en: 'the {held} within its reach are reached already' },
  nobody: { zh: '{metres} 米之内没有人需要', en: 'nobody who needs it is within {metres} metres' },
  next: { zh: '；最近的未及之处要走 {next} 米', en: '; the nearest out of reach is {next} metres away' },
}

/** That a site stands in water or the like; what it would reach is worked out all the same. */
export function sayStandsIn({ title, name }: StandsIn, language: Language): string {
  if (language === 'zh') return `在${title.zh}里${name === null ? '' : `（${name}）`}，宜挪开`
  return `stands in ${title.en}${name === null ? '' : ` (${name})`}, better moved off`
}

function amountOf(weight: number, language: Language): string {
  return weight.toLocaleString(language, { maximumFractionDigits: 2 })
}

/** All that was taken for granted, sentence by sentence. */
export function sayAssumptions(asked: Asked, found: Covered, language: Language): string[] {
  const { question, coverage, need, day } = asked
  const { leg, standing, unknown, outside } = found
  const tried = question.sites?.length ?? 0
  const left = question.without?.length ?? 0
  const offers = coverage.offers.title
  const zh = [
    `${day} 的数据：${offers.zh} ${standing} 处，县内外都算${tried > 0 ? `；试设 ${tried} 处` : ''}${left > 0 ? `；不计 ${left} 处` : ''}。`,
    question.by === 'straight'
      ? `${question.metres} 米为直线距离，不看街道。`
      : `${question.metres} 米为步行：从那里直线到最近的街道，沿街道走，再直线到目的地；每段直线不超过 ${leg} 米（县里设定的“到街道的直线”，来源待核）。`,
    ...(question.by === 'walk'
      ? ['街道为道路中心线，不含快速路；在图上相交而没有共同端点的不相通；除街道所过之处，不穿越水体、铁路和快速路。']
      : []),
    `需求为${need.title.zh}（${need.unit.zh}），只算本县管理的单位${outside > 0 ? `；${outside} 处不在其内，不计` : ''}${unknown > 0 ? `；${unknown} 处数目不详，不计` : ''}。`,
  ]
  const en = [
    `Data of ${day}: ${standing} ${offers.en}, within the area or not${tried > 0 ? `; ${tried} tried` : ''}${left > 0 ? `; ${left} left out` : ''}.`,
    question.by === 'straight'
      ? `${question.metres} metres as the crow flies, whatever the streets.`
      : `${question.metres} metres on foot: straight to the nearest street, along the streets, and straight to where one is going; each straight way at most ${leg} metres (the county’s setting “Straight way to a street”, source to be checked).`,
    ...(question.by === 'walk'
      ? [
          'Streets are centre lines of roads, fast roads not among them; lines that cross without a common vertex do not meet; waters, railways and fast roads are crossed on streets alone.',
        ]
      : []),
    `Needed by: ${need.title.en} (${measured('2', need.unit, 'en').replace(/^2\s/, '')}), in units the county answers for${outside > 0 ? `; ${outside} things that lie in none of them are not counted` : ''}${unknown > 0 ? `; ${unknown} of unknown number are not counted` : ''}.`,
  ]
  return language === 'zh' ? zh : en
}
