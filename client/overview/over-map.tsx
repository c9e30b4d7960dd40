import { useQueryClient } from '@tanstack/react-query'
import type { RefObject } from 'react'
import type { Theme } from '#data/model/theme.ts'
import { thingOf } from '../api/queries.ts'
import { PlaceCard } from '../finding/place-card.tsx'
import { Listing } from '../listing/listing.tsx'
import type { MapController } from '../map/controller.ts'
import type { Pick } from '../scene/scene.ts'
import { useScene } from '../scene/store.ts'
import { FeatureCard } from './feature-card.tsx'
import type { Overview } from './use-overview.ts'

interface Props {
  overview: Overview
  /** The leading one. */
  theme: Theme
  themes: Theme[]
  controller: RefObject<MapController | null>
  onArea: (area: string | null) => void
}

/** What opens over the map: the list that is equal to it, the card of a thing, the card of a place. */
export function OverMap({ overview, theme, themes, controller, onArea }: Props) {
  const choose = useScene((store) => store.choose)
  const client = useQueryClient()
  const { scene, units } = overview
  const names = new Map(units.data?.features.map(({ properties }) => [properties.area, properties.name]))
  const go = (pick: Pick) => {
    choose({ pick, list: null, place: null })
    client
      .fetchQuery(thingOf(pick, scene.at))
      .then(({ geometry }) => geometry && controller.current?.goTo(geometry), noted)
  }
  return (
    <>
      {scene.list && (
        <Listing
          theme={theme}
          themes={themes}
          areaName={overview.row?.name ?? (scene.area ? names.get(scene.area) : undefined)}
          onOpen={go}
        />
      )}
      {scene.pick && !scene.list && (
        <FeatureCard
          pick={scene.pick}
          at={scene.at}
          themes={themes}
          areaNames={names}
          onPick={go}
          onClose={() => choose({ pick: null })}
        />
      )}
      {scene.place && !scene.pick && !scene.list && (
        <PlaceCard
          place={scene.place}
          themes={themes}
          at={scene.at}
          onPick={(pick) => choose({ pick })}
          onArea={(area) => {
            choose({ place: null })
            onArea(area)
          }}
          onClose={() => choose({ place: null })}
        />
      )}
    </>
  )
}

/** That a thing could not be fetched is said by its card. */
function noted(): void {}
