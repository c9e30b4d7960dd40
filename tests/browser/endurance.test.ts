import { describe, expect, it } from 'vitest'
import { Meter } from './meter.ts'
import { openScene } from './visit.ts'

describe('a page that stands open all day', () => {
  it('changes its theme a hundred times and holds no more than after the first ten', async () => {
    const overview = await openScene('?theme=roads', { size: { width: 1000, height: 560 } })
    const meter = await Meter.at(overview.page)
    const scenes = ['silk', 'ink'].flatMap((skin) =>
      (
        [
          ['roads', '路长在岗率'],
          ['toilets', '公厕密度'],
          ['water', '未销号黑臭水体'],
          ['sorting', '垃圾分类覆盖率'],
          ['lamps', '亮灯率'],
        ] as const
      ).map(([theme, title]) => ({ query: `?theme=${theme}&skin=${skin}`, title })),
    )
    const round = async () => {
      for (const { query, title } of scenes) {
        await overview.pass(query)
        await overview.tells(title)
      }
      await overview.tab.settled()
    }

    await round()
    const before = await meter.read()
    for (let rounds = 0; rounds < 10; rounds += 1) await round()
    const after = await meter.read()
    expect(after.heap / before.heap).toBeLessThan(1.05)
    expect({ ...after, heap: 0 }).toEqual({ ...before, heap: 0 })
  })
})
