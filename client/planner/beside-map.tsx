import { useRef, useState } from 'react'
import { useWords } from '../i18n/index.ts'
import type { MapController } from '../map/controller.ts'
import { type MapState, MapView } from '../map/map-view.tsx'
import type { MapProps } from '../map/props.ts'
import { nothingSketched } from '../map/sketch.ts'
import { useScene } from '../scene/store.ts'
import { CloseButton } from '../ui/close-button.tsx'
import type { Beside } from './use-beside.ts'
import { useLaid, useUnserved } from './use-laid.ts'
import { noneProposed } from './use-proposal.ts'
import { useLeftOut, useSites } from './use-sites.ts'

interface Props {
  beside: Beside
  /** What the first map shows: this one lies beside it, of the same place. */
  shown: MapProps
}

/** The map of the scenario that is compared with: to be looked at, moving with the other. */
export function BesideMap({ beside: { name, scene, plan }, shown }: Props) {
  const { t } = useWords()
  const choose = useScene((store) => store.choose)
  const controller = useRef<MapController | null>(null)
  const [state, setState] = useState<MapState>('loading')
  const { laid, waiting } = useLaid(plan, scene.barred)
  const unserved = useUnserved(plan)
  const leftOut = useLeftOut(plan, scene.without, scene.at)
  const sites = useSites(plan, scene, leftOut, noneProposed, nothingInHand)
  const label = t('scenarioMap', { name })
  return (
    <section className="map-area" aria-label={label}>
      <MapView
        props={{
          ...shown,
          at: scene.at,
          chosen: scene.area,
          led: true,
          focus: noFocus,
          laid,
          unserved,
          sites,
          sketch: nothingSketched,
          waiting: waiting || shown.units.length === 0,
          title: `${name}: ${shown.title}`,
        }}
        events={lookedAt}
        controller={controller}
        onState={setState}
      />
      {state === 'no-webgl' && <p className="map-word">{t('noWebgl')}</p>}
      {state === 'failed' && <p className="map-word">{t('mapFailed')}</p>}
      <p className="beside-name card">
        {name}
        <CloseButton label={t('scenarioCompareNoMore')} onClose={() => choose({ beside: null })} />
      </p>
    </section>
  )
}

const noFocus: never[] = []
const nothingInHand = { held: null, adding: false, fixed: true }
const nothing = () => {}
/** What is clicked here is not chosen: that is for the other map. */
const lookedAt = {
  picked: nothing,
  asked: nothing,
  areaChosen: nothing,
  groundChosen: nothing,
  moved: nothing,
  site: nothing,
  corner: nothing,
  risen: nothing,
  raiseFailed: nothing,
}
