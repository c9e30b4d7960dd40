import { useEffect, useRef } from 'react'
import type { Theme } from '#data/model/theme.ts'
import { useNear } from '../api/queries.ts'
import { dataLanguage, useWords } from '../i18n/index.ts'
import type { Place, Pick as Thing } from '../scene/scene.ts'
import { CloseButton } from '../ui/close-button.tsx'
import { Failed, Loading } from '../ui/notice.tsx'
import { useReturn } from '../ui/use-return.ts'
import { Answering, NearList, Where } from './about-place.tsx'

interface Props {
  place: Place
  themes: Theme[]
  at: string | null
  onPick: (thing: Thing) => void
  onArea: (area: string) => void
  onClose: () => void
}

/** A place that was asked about: where it lies, who answers for the road there, and what is near. */
export function PlaceCard({ place, themes, at, onPick, onArea, onClose }: Props) {
  const { t, lang } = useWords()
  const near = useNear(place, at, dataLanguage(lang))
  const close = useRef<HTMLButtonElement>(null)
  const where = `${place.lng},${place.lat}`
  useEffect(() => {
    if (where) close.current?.focus({ preventScroll: true })
  }, [where])
  useReturn()
  return (
    <section
      className="thing place card"
      aria-label={t('placeCard')}
      onKeyDown={(event) => event.key === 'Escape' && onClose()}
    >
      <header>
        <p className="second">{t('here')}</p>
        <h2>
          {place.lng}, {place.lat}
        </h2>
        <CloseButton ref={close} onClose={onClose} />
      </header>
      {near.isPending && <Loading />}
      {near.isError && <Failed error={near.error} retry={() => void near.refetch()} />}
      {near.data && <Where areas={near.data.areas} onArea={onArea} />}
      {near.data && <Answering near={near.data} themes={themes} at={at} onPick={onPick} />}
      {near.data && (
        <section aria-label={t('nearHere')}>
          <h3>{t('nearHere')}</h3>
          <NearList things={near.data.things} onPick={onPick} />
        </section>
      )}
    </section>
  )
}
