import { Suspense, useEffect, useRef } from 'react'
import type { Collection, Theme } from '#data/model/theme.ts'
import type { Value } from '#data/model/thing.ts'
import { useThing } from '../api/queries.ts'
import { dataLanguage, useWords } from '../i18n/index.ts'
import { BackToList } from '../listing/back-to-list.tsx'
import { panels } from '../panels/index.ts'
import type { Pick } from '../scene/scene.ts'
import { CardFoot } from '../things/card-foot.tsx'
import { Fold } from '../things/fold.tsx'
import { History } from '../things/history.tsx'
import { Photos } from '../things/photos.tsx'
import { pointOn } from '../things/point-on.ts'
import { Surroundings } from '../things/surroundings.tsx'
import { useTell } from '../things/tell.ts'
import { CloseButton } from '../ui/close-button.tsx'
import { Failed, Loading } from '../ui/notice.tsx'
import { useReturn } from '../ui/use-return.ts'

interface Props {
  pick: Pick
  at: string | null
  themes: Theme[]
  /** Names of areas by their keys. */
  areaNames: ReadonlyMap<string, string>
  /** Another thing the card leads to. */
  onPick: (pick: Pick) => void
  onClose: () => void
}

/** A thing picked on the map: what its collection says of it, in plain words, and the way back. */
export function FeatureCard({ pick, at, themes, areaNames, onPick, onClose }: Props) {
  const { t, say } = useWords()
  const thing = useThing(pick, at)
  const collection = themes.flatMap((theme) => theme.collections).find(({ id }) => id === pick.collection)
  const title = collection ? say(collection.title) : pick.collection
  const name = collection?.label ? thing.data?.properties?.[collection.label] : null
  const place = pointOn(thing.data?.geometry ?? null)
  const Panel = panels[collection?.panel ?? '']
  const close = useRef<HTMLButtonElement>(null)
  const identity = `${pick.collection}.${pick.fid}`
  useEffect(() => {
    if (identity) close.current?.focus({ preventScroll: true })
  }, [identity])
  useReturn()
  return (
    <section
      className="thing card"
      aria-label={t('card', { what: title })}
      onKeyDown={(event) => event.key === 'Escape' && onClose()}
    >
      <header>
        <p className="second">{title}</p>
        <h2>{name ? String(name) : thing.isPending ? '…' : t('noName')}</h2>
        <CloseButton ref={close} onClose={onClose} />
      </header>
      <BackToList pick={pick} />
      {thing.isPending && <Loading />}
      {thing.isError && isGone(thing.error) && <p className="notice quiet">{t('thingGone')}</p>}
      {thing.isError && !isGone(thing.error) && <Failed error={thing.error} retry={() => void thing.refetch()} />}
      {collection && !collection.derived && !thing.isError && (
        <Photos key={`photos ${identity}`} pick={pick} name={String(name || title)} />
      )}
      {thing.data && collection && <Fields properties={thing.data.properties} of={collection} areaNames={areaNames} />}
      {thing.data && collection && Panel && (
        <Suspense fallback={<Loading />}>
          <Panel key={identity} thing={thing.data} collection={collection} at={at} />
        </Suspense>
      )}
      {thing.data && collection && place && (
        <Surroundings key={`at ${identity}`} {...{ pick, thing: thing.data, collection, themes, at, place, onPick }} />
      )}
      {collection && !collection.derived && (
        <Fold key={`of ${identity}`} title={t('history')}>
          {() => <History pick={pick} collection={collection} />}
        </Fold>
      )}
      <CardFoot key={`foot ${identity}`} at={at} />
    </section>
  )
}

interface FieldsProps {
  properties: Record<string, Value>
  of: Collection
  areaNames: ReadonlyMap<string, string>
}

function Fields({ properties, of, areaNames }: FieldsProps) {
  const { lang, say } = useWords()
  const tell = useTell()
  // The name stands above, where a label lies on the map is nobody's question, and a text is told in one language.
  const told = of.properties.filter(
    ({ name, language }) =>
      name !== of.label && !name.startsWith('label_') && (language ?? dataLanguage(lang)) === dataLanguage(lang),
  )
  return (
    <dl>
      {told.map((property) => {
        const value = properties[property.name]
        if (value === null || value === undefined || value === '') return null
        return (
          <div key={property.name}>
            <dt>{say(property.title)}</dt>
            <dd>{tell(property, value, property.to === 'areas' ? (areaNames.get(String(value)) ?? null) : null)}</dd>
          </div>
        )
      })}
    </dl>
  )
}

function isGone(error: Error): boolean {
  return 'status' in error && error.status === 404
}
