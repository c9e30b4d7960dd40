import type { Scenario } from '#data/model/scenario.ts'
import { useScenario } from '../api/scenario-queries.ts'
import type { Overview } from '../overview/use-overview.ts'
import { parseScene, type Scene } from '../scene/scene.ts'
import { type Plan, type Planned, usePlan } from './use-plan.ts'

/** A scenario that is compared with, its scene, and the answers to its questions. */
export interface Beside {
  scenario: Scenario
  scene: Scene
  plan: Plan
}

/** The scenario the scene is compared with; null while there is none, or it is not known yet. */
export function useBeside(overview: Overview, theme: Planned): Beside | null {
  const { scene } = overview
  const { data } = useScenario(scene.beside)
  const kept = data && parseScene(data.scene)
  // sites of another theme are none of this one
  const comparing = scene.tell === 'reach' && kept !== undefined && (kept.theme ?? theme.id) === theme.id
  const other: Scene = comparing ? { ...kept, tell: 'reach' } : scene
  const plan = usePlan({ ...overview, scene: other }, theme, null, comparing)
  return comparing && data ? { scenario: data, scene: other, plan } : null
}
