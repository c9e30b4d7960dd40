import { type ReactNode, type RefObject, useState } from 'react'
import { useWords } from '../i18n/index.ts'
import type { MapController } from '../map/controller.ts'
import { type MapState, MapView } from '../map/map-view.tsx'
import type { MapEvents, MapProps } from '../map/props.ts'

interface Props {
  props: MapProps
  events: MapEvents
  controller: RefObject<MapController | null>
  onHome: () => void
  /** Opens the list that is equal to the map. */
  onList: () => void
  /** Another tool beside its own. */
  tool: ReactNode
  /** What lies over the map. */
  children: ReactNode
}

/** The map with its few buttons; where it cannot be drawn, a sentence says so. */
export function MapArea({ props, events, controller, onHome, onList, tool, children }: Props) {
  const { t } = useWords()
  const [state, setState] = useState<MapState>('loading')
  const coming = state === 'loading'
  return (
    <section className="map-area" id="map" tabIndex={-1} aria-label={t('map')} data-state={state}>
      <MapView props={props} events={events} controller={controller} onState={setState} />
      {coming && <p className="map-word">{t('mapLoading')}</p>}
      {state === 'no-webgl' && <NoMap why={t('noWebgl')} help={t('noWebglHelp')} onList={onList} />}
      {state === 'failed' && <NoMap why={t('mapFailed')} help={t('mapFailedHelp')} onList={onList} />}
      {children}
      <div className="map-buttons card">
        <button type="button" aria-label={t('openList')} title={t('openListLong')} onClick={onList}>
          <svg viewBox="0 0 20 20" aria-hidden="true" focusable="false">
            <path d="M3 5h2M8 5h9M3 10h2M8 10h9M3 15h2M8 15h9" />
          </svg>
        </button>
        {tool}
        {(coming || state === 'standing') && (
          <>
            <button
              type="button"
              className="ask-here"
              disabled={coming}
              aria-label={t('askHere')}
              title={t('askHereLong')}
              onClick={() => {
                const middle = controller.current?.middle()
                if (middle) events.asked(middle)
              }}
            >
              <svg viewBox="0 0 20 20" aria-hidden="true" focusable="false">
                <circle cx="10" cy="10" r="5.5" />
                <path d="M10 1v6M10 13v6M1 10h6M13 10h6" />
              </svg>
            </button>
            <button
              type="button"
              disabled={coming}
              aria-label={t('zoomIn')}
              onClick={() => controller.current?.zoomIn()}
            >
              +
            </button>
            <button
              type="button"
              disabled={coming}
              aria-label={t('zoomOut')}
              onClick={() => controller.current?.zoomOut()}
            >
              −
            </button>
            <button
              type="button"
              disabled={coming}
              aria-label={t('wholeCounty')}
              title={t('wholeCounty')}
              onClick={onHome}
            >
              <svg viewBox="0 0 20 20" aria-hidden="true" focusable="false">
                <path d="M3 7V3h4M13 3h4v4M17 13v4h-4M7 17H3v-4" />
              </svg>
            </button>
          </>
        )}
      </div>
    </section>
  )
}

/** Why there is no map, what may bring it, and the way to the list that says the same. */
function NoMap({ why, help, onList }: { why: string; help: string; onList: () => void }) {
  const { t } = useWords()
  return (
    <div className="map-word">
      <p>{why}</p>
      <p>{help}</p>
      <button type="button" className="link" onClick={onList}>
        {t('listInstead')}
      </button>
    </div>
  )
}
