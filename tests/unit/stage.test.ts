import { expect, it } from 'vitest'
import { layoutOf } from '#client/wall/use-stage.ts'

it.each([
  ['native', 16 / 9, 'usual'],
  ['native', 4 / 3, 'usual'],
  ['native', 21 / 9, 'usual'],
  ['native', 32 / 9, 'wide'],
  ['native', 9 / 16, 'tall'],
  [undefined, 32 / 9, 'wide'],
  ['contain', 32 / 9, 'contain'],
] as const)('a stage that is %s on a display of %d lies as %s', (fit, ratio, layout) => {
  expect(layoutOf(fit, ratio)).toBe(layout)
})
