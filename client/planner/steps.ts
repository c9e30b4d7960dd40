import type { Scene } from '../scene/scene.ts'

/** What is tried: sites, what stands but is left out, and ground on which nothing is to be proposed. */
export type Trial = Pick<Scene, 'sites' | 'without' | 'barred'>

/** What was tried before, and what was taken back. */
export interface Steps {
  past: readonly Trial[]
  future: readonly Trial[]
}
export const noSteps: Steps = { past: [], future: [] }
/** More nobody takes back one by one. */
const mostSteps = 200

/** A step on: what was taken back is gone. */
export function stepped({ past }: Steps, from: Trial): Steps {
  return { past: [...past, from].slice(-mostSteps), future: [] }
}

/** A step back, and what is then tried; null where there is none. */
export function takenBack({ past, future }: Steps, from: Trial): [Steps, Trial] | null {
  const to = past.at(-1)
  return to === undefined ? null : [{ past: past.slice(0, -1), future: [from, ...future] }, to]
}

/** The step that was taken back is done again. */
export function doneAgain({ past, future }: Steps, from: Trial): [Steps, Trial] | null {
  const [to, ...rest] = future
  return to === undefined ? null : [{ past: [...past, from], future: rest }, to]
}
