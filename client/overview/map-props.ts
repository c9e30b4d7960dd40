import type { Geometry } from 'geojson'
import { useMemo } from 'react'
import type { Health } from '#data/model/health.ts'
import type { Figure } from '#data/model/indicator.ts'
import type { Theme } from '#data/model/theme.ts'
import { useThing } from '../api/queries.ts'
import { useWords } from '../i18n/index.ts'
import type { Label } from '../map/labels.ts'
import { nothingLaid } from '../map/laid.ts'
import type { Focus, MapProps } from '../map/props.ts'
import { type Ramp, rampFor, rampOfChange, type Tint, tintOf, tintOfChange } from '../map/ramp.ts'
import { noSites } from '../map/sites.ts'
import { nothingSketched } from '../map/sketch.ts'
import type { Look } from '../map/symbols.ts'
import { nobodyUnserved } from '../map/unserved.ts'
import { useSayings } from './say.ts'
import type { Comparison } from './use-comparison.ts'
import type { Overview, Promised } from './use-overview.ts'
import { useRaised } from './use-raised.ts'
import { useSigns } from './use-signs.ts'

const noRows: never[] = []

/** What the map shows, worked out from the scene and the figures; parts change only when their cause does. */
export function useMapProps(
  overview: Overview,
  leading: Promised,
  comparison: Comparison | null,
  themes: Theme[],
  look: Look,
  health: Pick<Health, 'today' | 'versions' | 'home'>,
  pointed: Geometry | null,
): { props: MapProps; ramp: Ramp } {
  const { t, say } = useWords()
  const { scene, table, units, communities, level } = overview
  const { indicator } = leading
  const { number, change } = useSayings(indicator)
  const rows = table.data?.rows ?? noRows
  const changes = comparison?.changes
  const ramp = useMemo(
    () =>
      changes
        ? rampOfChange(
            indicator,
            rows.flatMap(({ area }) => changes.get(area) ?? []),
          )
        : rampFor(indicator, rows),
    [indicator, rows, changes],
  )
  const tints = useMemo(() => {
    const tint = (row: Figure) => {
      if (ramp.by !== 'change') return tintOf(row, ramp)
      const changed = changes?.get(row.area)
      return changed ? tintOfChange(changed, ramp.much) : null
    }
    return new Map(rows.map((row) => [row.area, tint(row)]).filter((pair): pair is [string, Tint] => pair[1] !== null))
  }, [rows, ramp, changes])
  const figure = (row: Figure) => {
    if (row.value === null) return ''
    return changes ? change(changes.get(row.area)?.by ?? null) : number(row.value)
  }
  // a change is no state: only the state of a figure colours its number
  const texts = rows.map((row) => `${row.area} ${changes ? 'no-target' : row.status} ${figure(row)}`).join('\n')
  const labels = useMemo(() => {
    return new Map(
      texts.split('\n').map((line): [string, Label] => {
        const [area = '', status = 'no-data', ...told] = line.split(' ')
        return [area, { figure: told.join(' '), status: status as Label['status'] }]
      }),
    )
  }, [texts])
  const towns = units.data?.features ?? noRows
  const shownUnits = useMemo(() => (communities ? [...towns, ...communities] : towns), [towns, communities])
  const thing = useThing(scene.pick, scene.at)
  const picked = scene.pick ? thing.data?.geometry : null
  const place = scene.pick ? null : scene.place
  const focus = useMemo(() => {
    const both: (Focus | null)[] = [
      picked ? { role: 'pick', geometry: picked } : null,
      place ? { role: 'pick', geometry: { type: 'Point', coordinates: [place.lng, place.lat] } } : null,
      pointed ? { role: 'hover', geometry: pointed } : null,
    ]
    return both.filter((one) => one !== null)
  }, [picked, pointed, place])
  const signing = useSigns(leading.theme, scene.at)
  const raising = useRaised(overview, leading, rows, tints)
  const props: MapProps = {
    themes,
    leading: leading.theme.id,
    under: scene.under,
    level,
    look,
    at: scene.at,
    today: health.today,
    anew: 0,
    versions: health.versions,
    units: shownUnits,
    labels,
    tints,
    chosen: scene.area,
    // of another day nobody knows it yet
    home: scene.at === null ? health.home : null,
    raised: raising.raised,
    signs: signing.signs,
    laid: nothingLaid,
    unserved: nobodyUnserved,
    sites: noSites,
    sketch: nothingSketched,
    focus,
    camera: scene.camera,
    alone: false,
    linked: null,
    led: false,
    waiting:
      overview.pending ||
      table.isPending ||
      table.isPlaceholderData ||
      (comparison?.pending ?? false) ||
      signing.waiting ||
      thing.isLoading ||
      raising.waiting,
    title: t('mapHint', { title: say(indicator.title) }),
    twoFingers: t('twoFingers'),
  }
  return { props, ramp }
}

/** Whether the map can begin: where nothing says yet where it lies, its room is kept; without units it still stands. */
export function isPlaced(
  { camera, chosen, home }: MapProps,
  { isPending }: Pick<Overview['units'], 'isPending'>,
): boolean {
  return !isPending || camera !== null || (chosen === null && home !== null)
}
