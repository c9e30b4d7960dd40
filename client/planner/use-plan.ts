import { useMemo } from 'react'
import type { Coverage, CoverageQuestion } from '#data/model/coverage.ts'
import type { Theme } from '#data/model/theme.ts'
import { useCells, useReach } from '../api/plan-queries.ts'
import { dataLanguage, useWords } from '../i18n/index.ts'
import type { Overview } from '../overview/use-overview.ts'
import type { Place } from '../scene/scene.ts'
import { useLive } from './use-live.ts'
import { useNeed } from './use-need.ts'

/** A theme that says what it offers and who needs it. */
export type Planned = Theme & { coverage: Coverage }

/** The themes that can be planned for, each told by its density first where it has one. */
export function plannedThemes(themes: Theme[]): Planned[] {
  return themes.flatMap((theme) => {
    if (!theme.coverage) return []
    const { coverage, indicators } = theme
    const density = indicators.filter(({ id }) => id === coverage.density)
    return [{ ...theme, coverage, indicators: density.length > 0 ? density : indicators }]
  })
}

/** A site that is being moved by hand. */
export interface Held {
  n: number
  place: Place
}

/**
 * The question of a scene, put to the server twice, on foot and straight, and its answers.
 * @param held the site that is in hand
 * @param asks whether it is put at all
 */
export function usePlan({ scene, county }: Overview, theme: Planned, held: Held | null, asks = true) {
  const { lang } = useWords()
  const language = dataLanguage(lang)
  const { coverage } = theme
  const need = useNeed(theme, scene)
  const metres = scene.metres ?? coverage.metres
  const area = scene.area ?? county?.area ?? null
  const dense = coverage.density !== undefined
  const tell = dense ? scene.tell : 'reach'
  const { sites, without } = scene
  const trial = useMemo(() => trialAsked(sites, without), [sites, without])
  const question = useMemo(() => {
    if (area === null || need === undefined) return null
    const weight = coverage.needs.includes(need) ? undefined : need.weight
    const demanded = { demand: need.id, ...(weight ? { weight } : {}) }
    const asked = { theme: theme.id, area, metres, ...demanded, ...(scene.at ? { at: scene.at } : {}) }
    const by = (way: CoverageQuestion['by']): CoverageQuestion => ({ ...asked, ...trial, by: way })
    return { walk: by('walk'), straight: by('straight'), stands: { ...asked, by: 'walk' as const, ground: false } }
  }, [theme.id, area, metres, need, scene.at, trial, coverage])
  const reaching = asks && tell === 'reach' ? question : null
  const walk = useReach(reaching?.walk ?? null, language)
  const straight = useReach(reaching?.straight ?? null, language)
  const tries = sites.length > 0 || without.length > 0
  const stands = useReach(tries ? (reaching?.stands ?? null) : null, language)
  const live = useLive(reaching?.walk ?? null, held, walk, language)
  const shape = tell === 'square' ? 'square' : 'hexagon'
  const inCells = tell === 'hexagon' || tell === 'square'
  const cells = useCells(theme.id, area, scene.at, shape, scene.km2, asks && inCells, language)
  const { told, estimated } = live
  /** The cells' question, as an address has it. */
  const cellQuery = {
    theme: theme.id,
    area: area ?? '',
    ...(scene.at ? { at: scene.at } : {}),
    cell: shape,
    km2: String(scene.km2),
  }
  return {
    theme,
    need,
    metres,
    area,
    tell,
    dense,
    question,
    walk,
    straight,
    stands,
    told,
    estimated,
    cells,
    cellQuery,
    inCells,
  }
}

function trialAsked(sites: readonly Place[], without: readonly number[]): Partial<CoverageQuestion> {
  return {
    ...(sites.length > 0 ? { sites: sites.map(({ lng, lat }) => [lng, lat]) } : {}),
    ...(without.length > 0 ? { without: [...without] } : {}),
  }
}

export type Plan = ReturnType<typeof usePlan>

/** What the desk asks, as its heading. */
export function planTitle({ tell }: Plan): 'planOf' | 'planDensityOf' {
  return tell === 'reach' ? 'planOf' : 'planDensityOf'
}
