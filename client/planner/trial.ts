import { create } from 'zustand'
import type { Place } from '../scene/scene.ts'
import { useScene } from '../scene/store.ts'
import { doneAgain, noSteps, type Steps, stepped, type Trial, takenBack } from './steps.ts'

const useSteps = create<Steps>(() => noSteps)

/** What is tried, and the ways to change it. Each change can be taken back, apart from the ways of the browser. */
export function useTrial() {
  const steps = useSteps()
  const { scene, drift } = useScene()
  const { sites, without } = scene
  const now = { sites, without }
  const edit = (change: Partial<Trial>) => {
    useSteps.setState(stepped(steps, now))
    drift(change)
  }
  const go = (to: [Steps, Trial] | null) =>
    to &&
    (() => {
      useSteps.setState(to[0])
      drift(to[1])
    })
  return {
    ...now,
    any: sites.length > 0 || without.length > 0,
    edit,
    put: (n: number, place: Place) => edit({ sites: sites.with(n, place) }),
    remove: (n: number) => edit({ sites: sites.toSpliced(n, 1) }),
    undo: go(takenBack(steps, now)),
    redo: go(doneAgain(steps, now)),
  }
}
export type Trying = ReturnType<typeof useTrial>

/** What is tried of one theme is no step of another's. */
export function forgetSteps(): void {
  useSteps.setState(noSteps)
}
