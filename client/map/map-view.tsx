import { type RefObject, useEffect, useRef, useState } from 'react'
import type { MapController, MapEvents, MapProps } from './controller.ts'
import './map.css'

export type MapState = 'loading' | 'standing' | 'no-webgl' | 'failed'

interface Props {
  props: MapProps
  events: MapEvents
  /** Where the page finds the map, once it stands. */
  controller: RefObject<MapController | null>
  onState: (state: MapState) => void
}

/** The place of the one map. The map itself is fetched apart, so that figures do not wait for it. */
export function MapView({ props, events, controller, onState }: Props) {
  const place = useRef<HTMLDivElement>(null)
  const latest = useRef({ props, events, onState })
  latest.current = { props, events, onState }
  const [made, setMade] = useState(false)

  useEffect(() => {
    let gone = false
    import('./controller.ts')
      .then(({ MapController, NoWebgl }) => {
        make()

        function make() {
          if (gone || !place.current) return
          try {
            // Handlers are looked up when they are needed, so that the map never subscribes anew.
            controller.current = new MapController(place.current, latest.current.props, {
              picked: (pick) => latest.current.events.picked(pick),
              asked: (place) => latest.current.events.asked(place),
              areaChosen: (area) => latest.current.events.areaChosen(area),
              moved: (camera) => latest.current.events.moved(camera),
              cellChosen: (cell) => latest.current.events.cellChosen(cell),
              raiseFailed: () => latest.current.events.raiseFailed(),
              lost() {
                controller.current?.destroy()
                make()
              },
            })
            setMade(true)
            latest.current.onState('standing')
          } catch (error) {
            latest.current.onState(error instanceof NoWebgl ? 'no-webgl' : 'failed')
          }
        }
      })
      .catch(() => latest.current.onState('failed'))
    return () => {
      gone = true
      controller.current?.destroy()
      controller.current = null
    }
  }, [controller])

  useEffect(() => {
    if (made) controller.current?.show(props)
  }, [made, props, controller])

  return <div ref={place} className="map" data-idle="false" />
}
