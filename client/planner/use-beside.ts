import { useScenario } from '../api/scenario-queries.ts'
import { useWords } from '../i18n/index.ts'
import type { Overview } from '../overview/use-overview.ts'
import { asItStands, parseScene, type Scene } from '../scene/scene.ts'
import { type Plan, type Planned, usePlan } from './use-plan.ts'

/** What is compared with, a scenario or what stands: its scene, and the answers to its questions. */
export interface Beside {
  name: string
  note: string
  scene: Scene
  plan: Plan
}

/** What the scene is compared with; null while there is nothing, or it is not known yet. */
export function useBeside(overview: Overview, theme: Planned): Beside | null {
  const { t } = useWords()
  const { scene } = overview
  const stands = scene.beside === asItStands
  const { data } = useScenario(stands ? null : scene.beside)
  const told = stands ? { name: t('compareStands'), note: '' } : data
  const kept = stands ? { ...scene, sites: [], without: [] } : data && parseScene(data.scene)
  // sites of another theme are none of this one
  const comparing = scene.tell === 'reach' && kept !== undefined && (kept.theme ?? theme.id) === theme.id
  const other: Scene = comparing ? { ...kept, tell: 'reach' } : scene
  const plan = usePlan({ ...overview, scene: other }, theme, null, comparing)
  return comparing && told ? { name: told.name, note: told.note, scene: other, plan } : null
}
