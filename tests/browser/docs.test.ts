import { expect, inject, it } from 'vitest'
import { visit } from './visit.ts'

it('on the page to try the API, a stranger presses Execute and has an answer', async () => {
  const { page } = (await visit()).tab
  await page.goto(`${inject('address')}/api/docs`)
  for (const path of [
    '/collections/{collectionId}/items',
    '/collections/toilets/items/{fid}',
    '/tiles/WebMercatorQuad/{z}/{row}/{col}',
    '/indicators/{indicator}',
  ]) {
    const block = page.locator(`.opblock-get:has([data-path="${path}"])`)
    await block.locator('.opblock-summary-control').click()
    await block.locator('.execute').click()
    const status = block.locator('.live-responses-table .response-col_status').last()
    expect(await status.textContent(), path).toMatch(/^\s*200/)
  }
})
