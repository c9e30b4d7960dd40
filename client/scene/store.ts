import { create } from 'zustand'
import { parseScene, printScene, type Scene } from './scene.ts'

interface SceneStore {
  scene: Scene
  /** A choice: it can be taken back with the browser's own way back. */
  choose: (change: Partial<Scene>) => void
  /** The map has moved, or a day was passed over: the address follows, and no step is added to the way back. */
  drift: (change: Partial<Scene>) => void
}

/** The scene in front of the reader. The address holds it too, and the two never differ. */
export const useScene = create<SceneStore>((set, get) => ({
  scene: parseScene(location.search),
  choose(change) {
    const scene = { ...get().scene, ...change }
    const query = printScene(scene)
    if (query !== location.search) history.pushState(null, '', query)
    set({ scene })
  },
  drift(change) {
    const scene = { ...get().scene, ...change }
    history.replaceState(null, '', printScene(scene))
    set({ scene })
  },
}))

addEventListener('popstate', () => useScene.setState({ scene: parseScene(location.search) }))
