import type { EChartsOption } from 'echarts'
import type { Figure, History } from '#data/model/indicator.ts'
import type { TokenName } from '../skin/tokens.ts'
import { dayTip } from '../ui/day-tip.ts'
import type { Ink } from '../ui/use-ink.ts'

/** The words on a trend, in the language chosen. */
export interface TrendWords {
  month: (time: number) => string
  number: (value: number) => string
  tip: (day: History['days'][number]) => string
}

const token: Record<Figure['status'], TokenName> = {
  met: 'met',
  'at-risk': 'risk',
  behind: 'late',
  'no-data': 'second',
  'no-target': 'second',
}

/** A figure over the days that are known, a step from one to the next, with a line at its target. */
export function trendChart(days: History['days'], figure: Figure, ink: Ink, words: TrendWords): EChartsOption {
  const { tokens, rem, font } = ink
  const text = { color: tokens.second, fontFamily: font, fontSize: 0.86 * rem }
  const values = days.flatMap(({ value }) => (value === null ? [] : [value]))
  const bounds = figure.target === null ? values : [...values, figure.target]
  const [least, most] = [Math.min(...bounds), Math.max(...bounds)]
  const room = (most - least || Math.abs(most) || 1) * 0.08
  const colour = tokens[token[figure.status]]
  return {
    useUTC: true,
    textStyle: { fontFamily: font },
    grid: { left: 2.9 * rem, right: 0.6 * rem, top: 0.5 * rem, bottom: 1.6 * rem },
    tooltip: dayTip(days, ink, words.tip),
    xAxis: {
      type: 'time',
      splitNumber: 4,
      axisLine: { lineStyle: { color: tokens.hairline }, onZero: false },
      axisTick: { show: false },
      axisLabel: { ...text, formatter: words.month, hideOverlap: true },
    },
    yAxis: {
      type: 'value',
      min: least < 0 ? least - room : Math.max(0, least - room),
      max: most + room,
      splitLine: { show: false },
      axisTick: { show: false },
      // what is there and the target, and no number nobody has
      axisLabel: { ...text, formatter: words.number, customValues: least === most ? [most] : [least, most] },
    },
    series: [
      {
        type: 'line',
        step: 'end',
        symbol: 'none',
        lineStyle: { color: colour, width: 0.16 * rem },
        data: days.map(({ day, value }) => [Date.parse(day), value]),
      },
      ...(figure.target === null
        ? []
        : [
            {
              type: 'line' as const,
              symbol: 'none',
              silent: true,
              tooltip: { show: false },
              lineStyle: { color: tokens.text, width: 0.08 * rem, type: 'dashed' as const },
              data: [days[0], days.at(-1)].map((day) => [Date.parse(day?.day ?? ''), figure.target]),
            },
          ]),
    ],
  }
}
