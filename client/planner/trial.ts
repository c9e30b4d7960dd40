import { create } from 'zustand'
import { mostTried, type Place } from '../scene/scene.ts'
import { useScene } from '../scene/store.ts'
import { doneAgain, noSteps, type Steps, stepped, type Trial, takenBack } from './steps.ts'

const useSteps = create<Steps>(() => noSteps)

/** What is tried, and the ways to change it. Each change can be taken back, apart from the ways of the browser. */
export function useTrial() {
  const steps = useSteps()
  const { scene, drift } = useScene()
  const { sites, without, barred } = scene
  const now = { sites, without, barred }
  const edit = (change: Partial<Trial>) => {
    const next = onlyOnce({ ...now, ...change })
    if (JSON.stringify(next) === JSON.stringify(now)) return
    useSteps.setState(stepped(steps, now))
    drift(next)
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
    put: (n: number, place: Place) => n < sites.length && edit({ sites: sites.with(n, place) }),
    remove: (n: number) => edit({ sites: sites.toSpliced(n, 1) }),
    undo: go(takenBack(steps, now)),
    redo: go(doneAgain(steps, now)),
  }
}
export type Trying = ReturnType<typeof useTrial>

/** No place is tried twice, nor anything left out twice; and no more than an address has room for. */
function onlyOnce({ sites, without, barred }: Trial): Trial {
  const places = new Map(sites.map((place) => [`${place.lng} ${place.lat}`, place]))
  return {
    sites: [...places.values()].slice(0, mostTried),
    without: [...new Set(without)].slice(0, mostTried),
    barred,
  }
}

// what is gone back to has steps of its own
addEventListener('popstate', () => forgetSteps())

/** What is tried of one theme is no step of another's. */
export function forgetSteps(): void {
  useSteps.setState(noSteps)
}
