import type { Near } from '#data/model/finding.ts'
import type { Collection, Theme } from '#data/model/theme.ts'
import { useNear } from '../api/queries.ts'
import type { ThingFeature } from '../api/types.ts'
import { Answering, NearList, nearestAnsweredFor, Where } from '../finding/about-place.tsx'
import { dataLanguage, useWords } from '../i18n/index.ts'
import type { Pick } from '../scene/scene.ts'
import { useScene } from '../scene/store.ts'
import { Failed, Loading } from '../ui/notice.tsx'
import { Fold } from './fold.tsx'
import { answeredFor, Sections } from './sections.tsx'

interface Props {
  pick: Pick
  thing: ThingFeature
  collection: Collection
  themes: Theme[]
  at: string | null
  /** A place on the thing. */
  place: [lng: number, lat: number]
  onPick: (thing: Pick) => void
}

/** Where a thing lies, who answers for the street there, and what of its kind and of the leading theme is near. */
export function Surroundings({ pick, thing, collection, themes, at, place: [lng, lat], onPick }: Props) {
  const { t, lang } = useWords()
  const { scene, choose } = useScene()
  const near = useNear({ lng: Number(lng.toFixed(6)), lat: Number(lat.toFixed(6)) }, at, dataLanguage(lang))
  if (near.isPending) return <Loading />
  if (near.isError) return <Failed error={near.error} retry={() => void near.refetch()} />
  const ownAnswers = collection.panel === 'chiefs'
  // a street has many who answer for it: who does in its middle would be taken for all
  const ofSections = answeredFor(collection, themes) !== undefined
  return (
    <>
      <Where areas={near.data.areas} onArea={(area) => choose({ area, camera: null, pick: null, place: null })} />
      {ofSections && <Sections {...{ thing, collection, themes, at, onPick }} />}
      {!ownAnswers && !ofSections && nearestAnsweredFor(near.data, themes) && (
        <Fold title={t('answersHere')}>
          {() => <Answering near={near.data} themes={themes} at={at} onPick={onPick} />}
        </Fold>
      )}
      <Fold title={t('nearHere')}>
        {() => <NearList things={neighbours(near.data, pick, leadingOf(themes, scene.theme))} onPick={onPick} />}
      </Fold>
    </>
  )
}

/** Of what is near, what is of the same kind or drawn by a theme; not the thing itself. */
function neighbours({ things }: Near, pick: Pick, theme: Theme | undefined): Near['things'] {
  const kinds = [pick.collection, ...(theme?.layers ?? []).map(({ collection }) => collection)]
  return things.filter(
    ({ collection, fid }) => kinds.includes(collection) && (collection !== pick.collection || fid !== pick.fid),
  )
}

function leadingOf(themes: Theme[], chosen: string | null): Theme | undefined {
  const promising = themes.filter(({ indicators }) => indicators.length > 0)
  return promising.find(({ id }) => id === chosen) ?? promising[0]
}
