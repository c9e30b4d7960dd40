import { useEffect } from 'react'
import { useScenario } from '../api/scenario-queries.ts'
import { useScene } from '../scene/store.ts'
import { namesOnly, opened } from './kept.ts'

/** Opens the scenario an address means that names it and nothing else. */
export function useOpening(): void {
  const { scene, drift } = useScene()
  const alone = namesOnly(scene)
  const { data } = useScenario(alone ? scene.scenario : null)
  useEffect(() => {
    if (alone && data) drift(opened(data.id, data.scene, useScene.getState().scene))
  }, [alone, data, drift])
}
