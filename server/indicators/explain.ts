import type { Figure, Indicator } from '#data/model/indicator.ts'
import { type Setting, saySetting } from '#data/model/setting.ts'
import { capital, type Language, measured } from '#data/model/words.ts'

/** What an explanation needs beside the figure itself. */
export interface Grounds {
  day: string
  /** Worked out now from what was valid then, and not recorded on that day. */
  afterwards: boolean
  /** The settings that the evidence reads, as they stood that day. */
  settings: readonly { setting: Setting; value: unknown; from: string | null }[]
  /** Where the rows came from: files and the day they were taken in, the latest first. */
  sources: readonly { file: string; day: string; sample: boolean }[]
  /** Which text of the rule made the figure: the first digits of its hash. */
  ruleVersion: string
}

const shownSources = 3

/**
 * A figure in words: what is counted over what, what is not, as of when, by which rule and version, from which
 * files, against which target, each on a line. All of it is made from the declaration and the rows.
 */
export function explain(indicator: Indicator, figure: Explained, grounds: Grounds, language: Language): string {
  const says = language === 'zh' ? chinese : english
  return [
    says.sum(indicator, figure, grounds),
    says.rule(indicator, grounds),
    ...grounds.settings.map((one) => says.setting(one)),
    says.source(indicator, grounds),
    ...(figure.value === null ? [] : figure.targets.map((target) => says.target(indicator, target))),
  ].join('\n')
}

type Explained = Omit<Figure, 'explanation'>
type Target = Figure['targets'][number]
type SettingThen = Grounds['settings'][number]

interface Sayings {
  sum: (indicator: Indicator, figure: Explained, grounds: Grounds) => string
  rule: (indicator: Indicator, grounds: Grounds) => string
  setting: (one: SettingThen) => string
  source: (indicator: Indicator, grounds: Grounds) => string
  target: (indicator: Indicator, target: Target) => string
}

const chinese: Sayings = {
  sum: (indicator, figure, { day }) =>
    `${figure.name}，${day}：${sum(indicator, figure, 'zh') ?? `${nothing(indicator, 'zh')}，因此没有数字`}。`,
  rule: ({ id, rule }, { ruleVersion, afterwards }) =>
    `${rule.zh}（规则 ${id}，版本 ${ruleVersion}${afterwards ? '；当日无记录，按当日有效的数据事后算出' : ''}）。`,
  setting: ({ setting, value, from }) =>
    `${setting.title.zh}：${saySetting(setting, value, 'zh')}（${from === null ? '默认值，县可改' : `县自 ${from} 起设定`}；` +
    `来源${setting.checked ? '' : '待核'}：${setting.source.zh}）。`,
  source: ({ source }, { sources }) =>
    sources.length === 0 ? `数据：${source.zh}，尚未导入。` : `数据：${source.zh}（${files(sources, 'zh')}）。`,
  target: (indicator, target) =>
    `目标 ${bound(indicator, target, 'zh')}，` +
    `${target.due === null ? (target.noDate ?? '未定日期') : `${target.due} 前`}，依据：${target.document}。`,
}

const english: Sayings = {
  sum: (indicator, figure, { day }) =>
    `${figure.name}, ${day}: ${sum(indicator, figure, 'en') ?? `${nothing(indicator, 'en')}, so there is no figure`}.`,
  rule: ({ id, rule }, { ruleVersion, afterwards }) =>
    `${capital(rule.en)} (rule ${id}, version ${ruleVersion}${
      afterwards ? '; not recorded that day, worked out afterwards from what was valid then' : ''
    }).`,
  setting: ({ setting, value, from }) =>
    `${setting.title.en}: ${saySetting(setting, value, 'en')} (${from === null ? 'default; the county may change it' : `set by the county from ${from} on`}; ` +
    `source${setting.checked ? '' : ', not checked'}: ${setting.source.en}).`,
  source: ({ source }, { sources }) =>
    sources.length === 0 ? `Data: ${source.en}, none taken in yet.` : `Data: ${source.en} (${files(sources, 'en')}).`,
  target: (indicator, target) =>
    `Target ${bound(indicator, target, 'en')}, ` +
    `${target.due === null ? (target.noDate ?? 'without a date') : `by ${target.due}`}, source: ${target.document}.`,
}

/**
 * `建成区内开放的公厕 64 座 ÷ 建成区 10.02 km² = 6.39 座/km²`; `open toilets on built-up ground (64 toilets) ÷ …`.
 * Nothing where nothing was counted.
 */
function sum(indicator: Indicator, figure: Explained, language: Language): string | undefined {
  const { numerator, denominator, value } = figure
  if (numerator === null || denominator === null || value === null) return undefined
  const part = ({ what, unit }: Indicator['numerator'], n: number) => {
    const much = measured(number(n, 2, language), unit, language)
    return language === 'zh' ? `${what.zh} ${much}` : `${what.en} (${much})`
  }
  const [counted, over] = [part(indicator.numerator, numerator), part(indicator.denominator, denominator)]
  if (indicator.value === 'count') return language === 'zh' ? `${counted}；${over}` : `${counted}; of ${over}`
  return `${counted} ÷ ${over} = ${amount(value, indicator, language)}`
}

/** Why there is no figure. */
function nothing({ none, denominator }: Indicator, language: Language): string {
  if (none !== undefined) return none[language]
  return language === 'zh' ? `没有${denominator.what.zh}` : `no ${denominator.what.en}`
}

function bound(indicator: Indicator, { value }: Target, language: Language): string {
  const most = amount(value, indicator, language)
  if (indicator.better === 'more') return `≥ ${most}`
  return value === 0 ? most : `≤ ${most}`
}

function amount(value: number, indicator: Indicator, language: Language): string {
  return measured(number(value, Math.max(2, indicator.decimals), language), indicator.unit, language)
}

function number(value: number, decimals: number, language: Language): string {
  return value.toLocaleString(language === 'zh' ? 'zh-CN' : 'en', { maximumFractionDigits: decimals })
}

function files(sources: Grounds['sources'], language: Language): string {
  const named = sources
    .slice(0, shownSources)
    .map(({ file, day, sample }) => `${sample && language === 'en' ? 'sample data' : file} ${day}`)
  const more = sources.length - named.length
  const rest = more === 0 ? [] : [language === 'zh' ? `另 ${more} 个文件` : `${more} more`]
  return [...named, ...rest].join(language === 'zh' ? '；' : '; ')
}
