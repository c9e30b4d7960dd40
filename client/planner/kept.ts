import { emptyScene, parseScene, printScene, type Scene } from '../scene/scene.ts'

/** What a scenario keeps of a scene: what is planned and where; not who looks at it, nor what lies open. */
export function keptOf(scene: Scene): string {
  const { theme, area, at, camera, metres, need, weight, tell, km2, sites, without, barred } = scene
  return printScene({ ...emptyScene, theme, area, at, camera, metres, need, weight, tell, km2, sites, without, barred })
}

/** The scene a scenario opens, for whoever looks at another now. */
export function opened(id: string, kept: string, { skin, lang, embed, beside }: Scene): Scene {
  return {
    ...parseScene(keptOf(parseScene(kept))),
    skin,
    lang,
    embed,
    beside: beside === id ? null : beside,
    scenario: id,
  }
}

/** Whether what is planned is no longer what was kept; to look elsewhere is no change. */
export function isChanged(kept: string, scene: Scene): boolean {
  return keptOf({ ...parseScene(kept), camera: null }) !== keptOf({ ...scene, camera: null })
}

/** Whether an address names a scenario and nothing else: the scenario is then what it means. */
export function namesOnly(scene: Scene): boolean {
  const { skin, lang, embed, scenario, beside, camera } = scene
  const nothing: Scene = { ...emptyScene, skin, lang, embed, scenario, beside, camera }
  return scenario !== null && printScene(scene) === printScene(nothing)
}
