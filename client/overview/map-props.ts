import { useMemo } from 'react'
import type { Theme } from '#data/model/theme.ts'
import { useThing } from '../api/queries.ts'
import type { EvidenceRow } from '../api/types.ts'
import { useWords } from '../i18n/index.ts'
import type { Focus, MapProps } from '../map/controller.ts'
import type { Label } from '../map/labels.ts'
import { type Ramp, rampFor, type Tint, tintOf } from '../map/ramp.ts'
import type { Look } from '../map/symbols.ts'
import { useSayings } from './say.ts'
import type { Overview, Promised } from './use-overview.ts'
import { useRaised } from './use-raised.ts'
import { useSigns } from './use-signs.ts'

const noRows: never[] = []

/** What the map shows, worked out from the scene and the figures; parts change only when their cause does. */
export function useMapProps(
  overview: Overview,
  leading: Promised,
  themes: Theme[],
  look: Look,
  dataVersion: string | null,
  pointed: EvidenceRow | null,
): { props: MapProps; ramp: Ramp } {
  const { t, say } = useWords()
  const { scene, table, units } = overview
  const { indicator } = leading
  const { number } = useSayings(indicator)
  const rows = table.data?.rows ?? noRows
  const ramp = useMemo(() => rampFor(indicator, rows), [indicator, rows])
  const tints = useMemo(() => {
    const pairs = rows.map((row): [string, Tint | null] => [row.area, tintOf(row, ramp)])
    return new Map(pairs.filter((pair): pair is [string, Tint] => pair[1] !== null))
  }, [rows, ramp])
  const texts = rows.map((row) => `${row.area} ${row.status} ${row.value === null ? '' : number(row.value)}`).join('\n')
  const labels = useMemo(() => {
    return new Map(
      texts.split('\n').map((line): [string, Label] => {
        const [area = '', status = 'no-data', ...figure] = line.split(' ')
        return [area, { figure: figure.join(' '), status: status as Label['status'] }]
      }),
    )
  }, [texts])
  const thing = useThing(scene.pick, scene.at)
  const picked = scene.pick ? thing.data?.geometry : null
  const place = scene.pick ? null : scene.place
  const focus = useMemo(() => {
    const both: (Focus | null)[] = [
      picked ? { role: 'pick', geometry: picked } : null,
      place ? { role: 'pick', geometry: { type: 'Point', coordinates: [place.lng, place.lat] } } : null,
      pointed ? { role: 'hover', geometry: pointed.geometry } : null,
    ]
    return both.filter((one) => one !== null)
  }, [picked, pointed, place])
  const signs = useSigns(leading.theme, scene.at)
  const raising = useRaised(overview, leading, rows, tints)
  const props: MapProps = {
    themes,
    leading: leading.theme.id,
    look,
    at: scene.at,
    dataVersion,
    units: units.data?.features ?? noRows,
    labels,
    tints,
    chosen: scene.area,
    raised: raising.raised,
    signs,
    focus,
    camera: scene.camera,
    waiting: table.isPending || table.isPlaceholderData || units.isPending || raising.waiting,
    title: t('mapHint', { title: say(indicator.title) }),
  }
  return { props, ramp }
}
