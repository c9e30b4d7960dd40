import { describe, expect, inject, it, onTestFinished } from 'vitest'
import { Meter } from './meter.ts'
import { putUp } from './put-up.ts'
import { changeScenes, countContexts, heldBy, more, scenes } from './scene-changes.ts'
import { happens, openScene, visit } from './visit.ts'

describe('a page that stands open all day', () => {
  it('changes its theme a hundred times and holds no more than after the first ten', async () => {
    const overview = await openScene('?theme=roads', { size: { width: 900, height: 420 } })
    const meter = await Meter.at(overview.page)
    const turns = ['silk', 'ink'].flatMap((skin) =>
      (
        [
          ['lamps', '亮灯率'],
          ['roads', '路长在岗率'],
          ['water', '未销号黑臭水体'],
          ['sorting', '垃圾分类覆盖率'],
          ['toilets', '公厕密度'],
        ] as const
      ).map(([theme, title]) => ({ query: `?theme=${theme}&skin=${skin}`, title })),
    )
    const round = async () => {
      for (const { query, title } of turns) {
        await overview.pass(query)
        await overview.tells(title)
      }
      await overview.tab.settled()
      // the year of the last figure comes after the map
      await overview.page.locator('.trend-chart path').first().waitFor({ state: 'attached' })
      await overview.page.waitForLoadState('networkidle')
    }

    await round()
    const before = await meter.read()
    for (let rounds = 0; rounds < 10; rounds += 1) await round()
    // what was let go of is swept away in its own time; what is held never goes
    const more = async () => {
      const after = await meter.read()
      const heap = Math.max(0, after.heap / before.heap - 1.05)
      return { heap, nodes: after.nodes > before.nodes, listeners: after.listeners > before.listeners }
    }
    await expect.poll(more, { timeout: 30_000 }).toEqual({ heap: 0, nodes: false, listeners: false })
    expect((await meter.read()).canvases).toBe(before.canvases)
  })
})

describe('a display that runs for months', () => {
  it('changes its scene again and again while data changes, and holds no more than after the first rounds', async () => {
    const { address: home } = inject('switched')
    const { path, takeDown } = await putUp(home, 'soak', scenes)
    onTestFinished(takeDown)
    const wall = await visit({ home, path })
    await countContexts(wall.page)
    await wall.open('')
    const meter = await Meter.at(wall.page)
    // each ends with the scene it began with, and with data as it was
    const round = async () => {
      for (const _ of ['there', 'back']) {
        await happens('/stir')
        await changeScenes(wall.page, 2 * scenes.length, wall.tab.settled)
      }
      await wall.tab.settled()
    }

    await round()
    const before = await heldBy(wall.page, meter)
    await round()
    await expect.poll(async () => more(before, await heldBy(wall.page, meter)), { timeout: 30_000 }).toEqual([])
  })
})
