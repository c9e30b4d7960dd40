import { describe, expect, it } from 'vitest'
import type { Indicator } from '#data/model/indicator.ts'
import type { Setting } from '#data/model/setting.ts'
import { explain } from '#server/indicators/explain.ts'
import { figureOf } from '#server/indicators/figures.ts'
import { Catalogue, loadThemes } from '#server/themes/load-themes.ts'

const catalogue = new Catalogue(await loadThemes())
const indicators = [...catalogue.indicators.values()]
const day = '2026-11-24'
const unit = { fid: 1, key: '410122001', name: '青年路街道', numerator: 64, denominator: 71.25, short: 3 }
const empty = { ...unit, numerator: null, denominator: null, short: null }

function grounds({ settings = [] }: Indicator, value?: unknown) {
  return {
    day,
    afterwards: false,
    settings: settings.flatMap((name) => {
      const setting = catalogue.settings.get(name)
      return setting ? [{ setting, value: value ?? setting.value, from: '2026-05-01' }] : []
    }),
    sources: [
      { file: '甲.csv', day: '2026-11-20', sample: false },
      { file: '乙.zip', day: '2026-10-01', sample: false },
    ],
    ruleVersion: '1a2b3c4d',
  }
}
const figure = (indicator: Indicator, counted: typeof unit | typeof empty = unit) =>
  figureOf(indicator, counted, [], undefined, day, 'zh')

describe.each(indicators)('$id explained', (indicator) => {
  it.each(['zh', 'en'] as const)('with the numbers of the row, in %s', (language) => {
    const text = explain(indicator, figure(indicator), grounds(indicator), language)
    for (const part of [
      unit.name,
      day,
      '64',
      '71.25',
      indicator.numerator.what[language],
      indicator.denominator.what[language],
      indicator.unit[language].replaceAll(' ', '\u00a0'),
      indicator.rule[language].slice(1),
      indicator.source[language],
      indicator.id,
      '1a2b3c4d',
      '甲.csv 2026-11-20',
    ]) {
      expect(text).toContain(part)
    }
    if (indicator.value !== 'count') expect(text).toContain(indicator.value === 'percent' ? '89.82' : '0.9')
    for (const { setting } of grounds(indicator).settings) {
      expect(text).toContain(setting.title[language])
      expect(text).toContain(setting.source[language])
      expect(/待核|not checked/.test(text)).toBe(!setting.checked)
    }
    expect(text).not.toMatch(/undefined|null|NaN/)
    if (language === 'en') expect(text.replaceAll(/青年路街道|甲.csv|乙.zip/g, '')).not.toMatch(/\p{Script=Han}/u)
  })

  it('without a figure, where nothing was counted', () => {
    const { zh, en } = indicator.none ?? {
      zh: `没有${indicator.denominator.what.zh}`,
      en: `no ${indicator.denominator.what.en}`,
    }
    expect(explain(indicator, figure(indicator, empty), grounds(indicator), 'zh')).toContain(`：${zh}，因此没有数字。`)
    expect(explain(indicator, figure(indicator, empty), grounds(indicator), 'en')).toContain(
      `: ${en}, so there is no figure.`,
    )
  })
})

const density = catalogue.indicators.get('toilet_density') as Indicator

it('says what the county has set, and since when', () => {
  const [counted] = [...catalogue.settings.values()].filter(({ name }) => name === 'toilets_counted') as [Setting]
  const say = (value: unknown, from: string | null = '2026-05-01') =>
    explain(density, figure(density), { ...grounds(density), settings: [{ setting: counted, value, from }] }, 'zh')
  expect(say({ mobile: false, opened: true })).toContain('活动式不计、社会开放的计入（县自 2026-05-01 起设定')
  expect(say({ mobile: true, opened: false })).toContain('活动式计入、社会开放的不计')
  expect(say({ mobile: true, opened: false }, null)).toContain('（默认值，县可改；')
})

it('says so where the day was not recorded, where no file came, and names three files at most', () => {
  const base = grounds(density)
  expect(explain(density, figure(density), { ...base, afterwards: true }, 'zh')).toContain('事后算出')
  expect(explain(density, figure(density), { ...base, sources: [] }, 'zh')).toContain('尚未导入')
  const five = Array.from({ length: 5 }, (_, i) => ({ file: `${i}.csv`, day, sample: false }))
  const text = explain(density, figure(density), { ...base, sources: five }, 'zh')
  expect(text).toContain('2.csv')
  expect(text).toContain('另 2 个文件')
  expect(text).not.toContain('3.csv')
})

it('names each target with its day or why it has none, and what set it', () => {
  const target = {
    area: null,
    issuer: 'county' as const,
    value: 6,
    due: '2026-12-31',
    noDate: null,
    document: { zh: '某文', en: 'a document' },
  }
  const undated = { ...target, issuer: 'city' as const, value: 5, due: null, noDate: { zh: '未定', en: 'no date set' } }
  const row = figureOf(density, unit, [target, undated], undefined, day, 'zh')
  const text = explain(density, row, grounds(density), 'zh')
  expect(text).toContain('目标 ≥ 6\u00a0座/km²，2026-12-31 前，依据：某文。')
  expect(text).toContain('目标 ≥ 5\u00a0座/km²，未定，依据：某文。')
})

it('says one of a thing where there is one, in English, and calls the sample by its name', () => {
  const one = { ...unit, numerator: 1, denominator: 1 }
  const sources = [{ file: '演示数据', day, sample: true }]
  const say = (language: 'zh' | 'en') =>
    explain(density, figure(density, one), { ...grounds(density), sources }, language)
  expect(say('en')).toContain('open toilets on built-up ground (1\u00a0toilet) ÷ built-up area (1\u00a0km²)')
  expect(say('en')).toContain(`(sample data ${day})`)
  expect(say('zh')).toContain('建成区内开放的公厕 1\u00a0座 ÷ 建成区 1\u00a0km²')
  expect(say('zh')).toContain(`（演示数据 ${day}）`)
})
