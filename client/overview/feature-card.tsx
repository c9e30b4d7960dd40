import { Suspense, useEffect, useRef, useState } from 'react'
import type { Collection, Property, Theme } from '#data/model/theme.ts'
import type { Value } from '#data/model/thing.ts'
import { type Words, withUnit } from '#data/model/words.ts'
import { useThing } from '../api/queries.ts'
import { formatAmount } from '../i18n/format.ts'
import { dataLanguage, useWords } from '../i18n/index.ts'
import { panels } from '../panels/index.ts'
import type { Pick } from '../scene/scene.ts'
import { CloseButton } from '../ui/close-button.tsx'
import { Failed, Loading } from '../ui/notice.tsx'

interface Props {
  pick: Pick
  at: string | null
  themes: Theme[]
  /** Names of areas by their keys. */
  areaNames: ReadonlyMap<string, string>
  onClose: () => void
}

/** A thing picked on the map: what its collection says of it, in plain words, and the way back. */
export function FeatureCard({ pick, at, themes, areaNames, onClose }: Props) {
  const { t, say } = useWords()
  const thing = useThing(pick, at)
  const collection = themes.flatMap((theme) => theme.collections).find(({ id }) => id === pick.collection)
  const title = collection ? say(collection.title) : pick.collection
  const name = collection?.label ? thing.data?.properties?.[collection.label] : null
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
      {thing.isPending && <Loading />}
      {thing.isError && isGone(thing.error) && <p className="notice quiet">{t('thingGone')}</p>}
      {thing.isError && !isGone(thing.error) && <Failed error={thing.error} retry={() => void thing.refetch()} />}
      {thing.data && collection && <Fields properties={thing.data.properties} of={collection} areaNames={areaNames} />}
      {thing.data && collection && Panel && (
        <Suspense fallback={<Loading />}>
          <Panel key={identity} thing={thing.data} collection={collection} at={at} />
        </Suspense>
      )}
    </section>
  )
}

interface FieldsProps {
  properties: Record<string, Value>
  of: Collection
  areaNames: ReadonlyMap<string, string>
}

function Fields({ properties, of, areaNames }: FieldsProps) {
  const { t, lang, say } = useWords()
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
            <dd>{tell(property, value)}</dd>
          </div>
        )
      })}
    </dl>
  )

  function tell(property: Property, value: Value): string {
    const choice: Words | undefined = property.choices?.[String(value)]
    if (choice) return say(choice)
    if (typeof value === 'boolean') return t(value ? 'yes' : 'no')
    if (typeof value === 'number' && property.unit) return withUnit(formatAmount(value, lang), property.unit)
    if (property.type === 'reference' && property.to === 'areas') return areaNames.get(String(value)) ?? String(value)
    return String(value)
  }
}

/** When the card is closed, the reader goes on where they were before it opened. */
function useReturn(): void {
  const [before] = useState(() => document.activeElement)
  useEffect(
    () => () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true })
    },
    [before],
  )
}

function isGone(error: Error): boolean {
  return 'status' in error && error.status === 404
}
