import type { DisplayGiven } from '#data/model/display.ts'
import type { Programme } from '#data/model/programme.ts'
import type { Theme } from '#data/model/theme.ts'

const seconds = 20

/** The display that comes with the sample: each theme that makes a promise in its turn, all day, every day. */
export function demoDisplay(themes: readonly Theme[]): DisplayGiven & { id: string } {
  const turns = themes
    .filter(({ indicators }) => indicators.length > 0)
    .map(({ id }) => ({ scene: `?v=1&theme=${id}`, seconds }))
  const programme: Programme =
    turns.length === 0 ? [] : [{ days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '24:00', turns }]
  return { id: 'demo', title: '演示 Demo', profile: { skin: 'ink', lang: 'zh-CN' }, programme }
}
