import type { EChartsOption } from 'echarts'
import type { Limits, Standard } from '#data/standards/water/standard.ts'
import { markToken } from '../map/symbols.ts'
import { markPath } from '../skin/mark-path.ts'
import { dayTip } from '../ui/day-tip.ts'
import type { Ink } from '../ui/use-ink.ts'
import { type Found, markOfGrade, type Sample } from './water-samples.ts'

/** The words on a chart, in the language chosen. */
export interface ChartWords {
  axis: (limits: Limits) => string
  month: (time: number) => string
  number: (value: number) => string
  limit: (kind: 'mild' | 'severe', value: number) => string
  tip: (sample: Sample) => HTMLElement
}

/** The height of a chart in rem: a strip for each indicator, and the months below. */
export function chartHeight({ indicators }: Standard): number {
  return indicators.length * strip + 1.8
}
const strip = 8.2

/**
 * The samples of a point as strips that share their days, one for each indicator: the readings, each marked by its
 * grade, and the two limits, which follow the depth where the water is shallow.
 */
export function waterChart(samples: readonly Sample[], standard: Standard, ink: Ink, words: ChartWords): EChartsOption {
  const { tokens, rem, font } = ink
  const last = standard.indicators.length - 1
  const text = { color: tokens.second, fontFamily: font, fontSize: 0.86 * rem }
  return {
    useUTC: true,
    textStyle: { fontFamily: font },
    axisPointer: { link: [{ xAxisIndex: 'all' }] },
    tooltip: dayTip(samples, ink, words.tip),
    grid: standard.indicators.map((_, i) => ({
      left: 2.7 * rem,
      right: 5.3 * rem,
      top: (i * strip + 1.9) * rem,
      height: (strip - 2.9) * rem,
    })),
    xAxis: standard.indicators.map((_, i) => ({
      type: 'time' as const,
      gridIndex: i,
      splitNumber: 4,
      axisLine: { lineStyle: { color: tokens.hairline }, onZero: false },
      axisTick: { show: false },
      axisLabel: { ...text, show: i === last, formatter: words.month, hideOverlap: true },
    })),
    yAxis: standard.indicators.map((limits, i) => ({
      type: 'value' as const,
      gridIndex: i,
      name: words.axis(limits),
      nameTextStyle: { ...text, color: tokens.text, align: 'left' as const, padding: [0, 0, 0, -2.2 * rem] },
      nameGap: 0.6 * rem,
      ...extent(limits, samples, i),
      splitLine: { show: false },
      axisLabel: { ...text, showMinLabel: true, showMaxLabel: true, formatter: words.number },
      interval: Number.POSITIVE_INFINITY,
    })),
    series: standard.indicators.flatMap((limits, i) => [
      limitLine(samples, i, 'mild', ink, words),
      limitLine(samples, i, 'severe', ink, words),
      {
        type: 'line' as const,
        name: words.axis(limits),
        xAxisIndex: i,
        yAxisIndex: i,
        z: 3,
        lineStyle: { color: tokens.text, width: 0.1 * rem },
        connectNulls: false,
        data: samples.map(({ day, found }) => reading(day, found[i] ?? null, ink)),
      },
    ]),
  }
}

/** A reading; clear ones are specks on the line, the others bear the sign of their grade. */
function reading(day: string, found: Found | null, { tokens, rem }: Ink) {
  const time = Date.parse(day)
  if (found === null) return { value: [time, '-'], symbol: 'none' }
  const mark = markOfGrade[found.grade]
  return {
    value: [time, found.value],
    symbol: found.grade === 'clear' ? 'circle' : `path://${markPath[mark]}`,
    symbolSize: (found.grade === 'clear' ? 0.22 : 0.48) * rem,
    itemStyle: { color: found.grade === 'clear' ? tokens.text : tokens[markToken[mark]] },
  }
}

function limitLine(
  samples: readonly Sample[],
  i: number,
  kind: 'mild' | 'severe',
  { tokens, rem, font }: Ink,
  words: ChartWords,
) {
  const steps = samples.flatMap(({ day, found }) => {
    const limits = found[i]?.limits
    return limits === undefined ? [] : [[Date.parse(day), limits[kind]]]
  })
  const colour = kind === 'mild' ? tokens.risk : tokens.late
  return {
    type: 'line' as const,
    xAxisIndex: i,
    yAxisIndex: i,
    silent: true,
    symbol: 'none',
    lineStyle: { color: colour, width: 0.08 * rem, type: [0.35 * rem, 0.25 * rem] },
    data: steps,
    endLabel: {
      show: true,
      color: kind === 'mild' ? tokens['risk-text'] : tokens.late,
      fontFamily: font,
      fontSize: 0.86 * rem,
      distance: 0.3 * rem,
      formatter: words.limit(kind, steps.at(-1)?.[1] ?? Number.NaN),
    },
  }
}

/** From the lowest to the highest of readings and limits, so that both limits are always in sight. */
function extent({ mild, severe }: Limits, samples: readonly Sample[], i: number): { min: number; max: number } {
  const values = samples.flatMap(({ found }) => {
    const one = found[i]
    return one ? [one.value, one.limits.mild, one.limits.severe] : []
  })
  const [low, high] = [Math.min(mild, severe, ...values), Math.max(mild, severe, ...values)]
  const step = niceStep(high - low)
  return { min: low >= 0 ? 0 : Math.floor(low / step) * step, max: Math.ceil(high / step) * step }
}

function niceStep(range: number): number {
  const power = 10 ** Math.floor(Math.log10(range / 2))
  return range / power >= 10 ? 5 * power : range / power >= 4 ? 2 * power : power
}
