import { describe, expect, it } from 'vitest'
import type { FigureTable, History } from '#data/model/indicator.ts'
import { ask, turnTo } from './visit.ts'

describe('the year of a figure', () => {
  it.each(['410122', '410122106'])('is drawn and told for %s, up to the figure above it', async (area) => {
    const overview = await turnTo(`?theme=toilets${area === '410122' ? '' : `&area=${area}`}`)
    const { days } = await ask<History>(`indicators/toilet_density/history?area=${area}`)
    const { rows } = await ask<FigureTable>(`indicators/toilet_density?area=${area}`)
    const chart = overview.tab.page.locator('.trend-chart')
    await chart.locator('path').first().waitFor({ state: 'attached' })
    const told = (await chart.getAttribute('aria-label')) ?? ''
    const figure = (value: number | null | undefined) => `${value?.toFixed(1)} 座/km²`
    expect(told.replaceAll('\u00a0', ' ')).toContain(`${days[0]?.day} 至 `)
    expect(told.replaceAll('\u00a0', ' ')).toContain(`由 ${figure(days[0]?.value)} 到 ${figure(rows[0]?.value)}`)
  })
})
