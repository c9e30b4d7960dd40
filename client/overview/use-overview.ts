import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import type { Level } from '#data/model/area.ts'
import type { Health } from '#data/model/health.ts'
import type { Figure, FigureTable, Indicator } from '#data/model/indicator.ts'
import type { Theme } from '#data/model/theme.ts'
import { askAnew, sameData } from '../api/ask-anew.ts'
import { useFigures, useHasCommunities, useHeads, useHealth, useThemes, useUnit, useUnits } from '../api/queries.ts'
import type { Area } from '../api/types.ts'
import { dataLanguage, useWords } from '../i18n/index.ts'
import type { Scene } from '../scene/scene.ts'
import { useScene } from '../scene/store.ts'
import { toldIn } from './told.ts'

/** A theme that makes a promise, with the indicator that tells it and the county's own figure. */
export interface Promised {
  theme: Theme
  indicator: Indicator
  county: FigureTable | undefined
  pending: boolean
}

/** What the page stands on before anything is chosen on it. */
export function useGround() {
  const health = useHealth()
  const ready = health.data?.status === 'ok'
  const themes = useThemes(ready)
  const client = useQueryClient()
  const told = health.data?.status === 'ok' ? health.data : null
  const known = useRef<Health | null>(null)
  useEffect(() => {
    // What was fetched for other data than the server has now is asked for again.
    if (known.current && told && !sameData(known.current, told)) void askAnew(client, known.current, told)
    known.current = told ?? known.current
  }, [client, told])
  const served = ready && !health.isError
  const away = useRef(false)
  useEffect(() => {
    // What could not be had while the server was away comes by itself now that it is back.
    if (served && away.current) {
      void client.refetchQueries({
        queryKey: ['data'],
        type: 'active',
        predicate: ({ state }) => state.status === 'error',
      })
    }
    away.current = !served
  }, [client, served])
  return { health, themes }
}

/** The levels of units that are told beside each other. */
export type UnitLevel = Exclude<Level, 'county'>

/** The scene before the page, filled with what it names. */
export function useOverview(themes: Theme[]) {
  return useOverviewOf(
    themes,
    useScene((store) => store.scene),
  )
}

/** A scene, filled with what it names: unknown names fall back as if nobody had chosen. */
export function useOverviewOf(themes: Theme[], scene: Scene) {
  const { lang } = useWords()
  const language = dataLanguage(lang)
  const { promising, leading: chosen, indicator, told } = toldIn(themes, scene)
  const id = indicator?.id ?? null
  const towns = useFigures(id, 'township', scene.at, language)
  // the map waits for these, so all others wait for them: a browser asks one server for six things at a time
  const heads = useHeads(
    told.map(({ indicator }) => indicator.id),
    scene.at,
    language,
    !towns.isPending,
  )
  const figures = told.map(
    (one, index): Promised => ({
      ...one,
      county: heads[index]?.data,
      pending: heads[index]?.isPending ?? true,
    }),
  )
  const promised = figures.slice(0, promising.length)
  const ofTheme = figures.filter(({ theme }) => theme === chosen?.theme)
  const leading = ofTheme.find((one) => one.indicator === indicator)
  const head = leading && heads[figures.indexOf(leading)]
  const ground = useUnitsOf(scene)
  const { level, within, hasCommunities } = ground
  const below = level === 'community' ? id : null
  const communities = useFigures(below, 'community', scene.at, language, within)
  const table = level === 'community' ? communities : towns
  const ofArea = (row: Figure) => row.area === scene.area
  const row = table.data?.rows.find(ofArea) ?? towns.data?.rows.find(ofArea)
  // Until the units' figures are here, nobody knows whether the chosen one has its own.
  const undecided = scene.area !== null && (table.isPending || ground.pending)
  return {
    scene,
    ...ground,
    hasCommunities: hasCommunities.data ?? false,
    /** It is not known yet how tall each part of the panel will be. */
    unmeasured: hasCommunities.isPending || ofTheme.some(({ pending }) => pending),
    promised,
    ofTheme,
    leading,
    head,
    towns,
    table,
    row,
    undecided,
    county: head?.data?.rows[0],
  }
}

/** The units of a scene: those beside each other on the map and in the list, and the one that is chosen. */
function useUnitsOf(scene: Scene) {
  const towns = useUnits('township', null, scene.at)
  const town = towns.data?.features.find(({ properties }) => properties.area === scene.area)
  const other = useUnit(towns.isSuccess && town === undefined ? scene.area : null, scene.at)
  const unit = town ?? other.data ?? undefined
  const isCommunity = unit?.properties.level === 'community'
  // a community is told beside its neighbours, whatever else an address says
  const level: UnitLevel = isCommunity || scene.level === 'community' ? 'community' : 'township'
  const within = isCommunity ? (unit.properties.parent ?? null) : (town?.properties.area ?? null)
  const hasCommunities = useHasCommunities(within, scene.at)
  const communities = useUnits('community', within, scene.at, level === 'community')
  const home = towns.data?.features.find(({ properties }) => properties.area === within)
  return {
    level,
    /** The township whose communities are told, or that is chosen; null: the county's. */
    within,
    townName: home?.properties.name,
    hasCommunities,
    units: towns,
    communities: level === 'community' ? communities.data?.features : undefined,
    unit,
    pending: towns.isPending || other.isLoading || (level === 'community' && communities.isPending),
  }
}

export type Overview = ReturnType<typeof useOverview>

/** Whose figure the panel shows: the chosen unit's, if the county answers for it, else the county's. */
export function shownFigure({
  row,
  county,
  undecided,
}: Pick<Overview, 'row' | 'county' | 'undecided'>): Figure | undefined {
  return undecided ? undefined : (row ?? county)
}

/** Whether the area in the address is none that stands on the day looked at. */
export function isUnknown({ scene, row, unit, county, table, units }: Overview): boolean {
  const known = row ?? unit ?? (scene.area === county?.area ? county : undefined)
  return scene.area !== null && known === undefined && table.isSuccess && units.isSuccess
}

/** The chosen unit, if others run it. */
export function foreignUnit(unit: Area | undefined): Area | undefined {
  return unit?.properties.in_charge === false ? unit : undefined
}
