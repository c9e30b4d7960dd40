import { type RefObject, useEffect, useRef, useState } from 'react'
import type { MapController } from './controller.ts'
import { firstPictureStands } from './first-picture.ts'
import type { MapEvents, MapProps } from './props.ts'
import './map.css'

export type MapState = 'loading' | 'standing' | 'no-webgl' | 'failed'

/** The map itself is a file apart, so that figures do not wait for it; asked for at once, for it is the largest. */
const fetched = import('./controller.ts')
// whoever has a place for the map hears of it
fetched.catch(() => {})

interface Props {
  props: MapProps
  events: MapEvents
  /** Where the page finds the map, once it stands. */
  controller: RefObject<MapController | null>
  onState: (state: MapState) => void
}

/** The place of the one map. */
export function MapView({ props, events, controller, onState }: Props) {
  const place = useRef<HTMLDivElement>(null)
  const latest = useRef({ props, events, onState })
  latest.current = { props, events, onState }
  const [made, setMade] = useState(false)

  useEffect(() => {
    let gone = false
    fetched
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
              groundChosen: (key) => latest.current.events.groundChosen(key),
              moved: (camera) => latest.current.events.moved(camera),
              site: (act) => latest.current.events.site(act),
              corner: (act) => latest.current.events.corner(act),
              risen: (risen) => latest.current.events.risen(risen),
              raiseFailed: () => latest.current.events.raiseFailed(),
              lost() {
                controller.current?.destroy()
                make()
              },
            })
            setMade(true)
            latest.current.onState('standing')
          } catch (error) {
            fail(error instanceof NoWebgl ? 'no-webgl' : 'failed')
          }
        }
      })
      .catch(() => fail('failed'))

    function fail(state: MapState) {
      latest.current.onState(state)
      firstPictureStands()
    }
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
