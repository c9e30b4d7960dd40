import { useEffect, useState } from 'react'
import { useScenario } from '../api/scenario-queries.ts'
import { useScene } from '../scene/store.ts'
import { namesOnly, opened } from './kept.ts'

/**
 * Opens the scenario an address meant, as it arrived, that named it and nothing else.
 * @returns whether it is still on its way
 */
export function useOpening(): boolean {
  const drift = useScene((store) => store.drift)
  const [meant, setMeant] = useState(() => {
    const { scene } = useScene.getState()
    return namesOnly(scene) ? scene.scenario : null
  })
  const { data, isError } = useScenario(meant)
  useEffect(() => {
    if (meant === null || (!data && !isError)) return
    if (data) drift(opened(data.id, data.scene, useScene.getState().scene))
    setMeant(null)
  }, [meant, data, isError, drift])
  return meant !== null
}
