import type { TooltipComponentOption } from 'echarts'
import type { Ink } from './use-ink.ts'

/**
 * What a chart over days tells of the day pointed at.
 * @param tell what to say of a day, of those that are drawn
 */
export function dayTip<Row extends { day: string }>(
  rows: readonly Row[],
  { tokens, rem, font }: Ink,
  tell: (row: Row) => string | HTMLElement,
): TooltipComponentOption {
  return {
    trigger: 'axis',
    confine: true,
    className: 'day-tip',
    padding: 0.6 * rem,
    backgroundColor: tokens.land,
    borderColor: tokens.hairline,
    textStyle: { color: tokens.text, fontFamily: font, fontSize: 0.93 * rem },
    axisPointer: { type: 'line', lineStyle: { color: tokens.second } },
    formatter: (given) => {
      const [first] = Array.isArray(given) ? given : [given]
      const [time] = Array.isArray(first?.value) ? first.value : []
      const row = rows.find(({ day }) => Date.parse(day) === time)
      return row === undefined ? '' : tell(row)
    },
  }
}
