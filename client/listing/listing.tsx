import { useEffect, useRef } from 'react'
import type { Collection, Layer, Theme } from '#data/model/theme.ts'
import { type Listed, useListed } from '../api/thing-queries.ts'
import { useLater } from '../finding/use-later.ts'
import { formatNumber } from '../i18n/format.ts'
import { useWords } from '../i18n/index.ts'
import type { Pick } from '../scene/scene.ts'
import { useScene } from '../scene/store.ts'
import { CloseButton } from '../ui/close-button.tsx'
import { Failed, Loading } from '../ui/notice.tsx'
import { Switch } from '../ui/switch.tsx'
import { columnsOf } from './columns.ts'
import { Filters } from './filters.tsx'
import { listedOf } from './listed.ts'
import { ordered } from './order.ts'
import { fetchedUnasked, untouched, useListStore } from './store.ts'
import { ThingTable } from './table.tsx'

interface Props {
  theme: Theme
  themes: Theme[]
  /** What a unit is called. */
  areaName: string | undefined
  /** Opens a thing's card and shows it on the map. */
  onOpen: (thing: Pick) => void
}

/** What the map shows of the leading theme, as a list for those who cannot see it, or would rather read. */
export function Listing({ theme, themes, areaName, onOpen }: Props) {
  const { t, say } = useWords()
  const { scene, choose } = useScene()
  const section = useRef<HTMLElement>(null)
  const kinds = listedOf(theme, themes)
  const kind = kinds.find(({ collection }) => collection.id === scene.list) ?? kinds[0]
  const close = () => {
    choose({ list: null })
    document.getElementById('map')?.focus({ preventScroll: true })
  }
  useEffect(() => {
    // A row one comes back to takes the focus itself.
    if (!section.current?.contains(document.activeElement)) section.current?.focus({ preventScroll: true })
  }, [])
  return (
    <section
      ref={section}
      className="listing"
      id="list"
      tabIndex={-1}
      aria-labelledby="list-title"
      onKeyDown={({ key, target }) => {
        // In a field that holds a text, Escape only empties it.
        const typed = target instanceof HTMLInputElement && target.value !== ''
        if (key === 'Escape' && !typed) close()
      }}
    >
      <header className="listing-head">
        <h2 id="list-title">{t('listOf', { theme: say(theme.title) })}</h2>
        {kinds.length > 1 && kind && (
          <Switch
            name={t('listKinds')}
            value={kind.collection.id}
            options={kinds.map(({ collection, layer }) => ({ value: collection.id, title: say(layer.title) }))}
            onChange={(list) => choose({ list })}
          />
        )}
        <button type="button" className="link to-map" onClick={close}>
          {t('closeList')}
        </button>
        <CloseButton onClose={close} />
      </header>
      {kind && <Things key={kind.collection.id} {...kind} areaName={areaName} onOpen={onOpen} />}
    </section>
  )
}

interface ThingsProps extends Omit<Props, 'theme' | 'themes'> {
  collection: Collection
  layer: Layer
}

const perPage = 50

function Things({ collection, layer, areaName, onOpen }: ThingsProps) {
  const { t, lang } = useWords()
  const scene = useScene((store) => store.scene)
  const looks = useListStore()
  const look = looks.looks[collection.id] ?? untouched
  const change = (to: Parameters<typeof looks.look>[1]) => looks.look(collection.id, to)
  const text = useLater(look.text.trim(), 250)
  const listed: Listed = {
    collection: collection.id,
    at: scene.at,
    area: scene.area,
    state: look.state && layer.state ? { property: layer.state.property, value: look.state } : null,
    text,
  }
  const things = useListed(listed)
  const rows = things.data?.pages.flatMap(({ features }) => features) ?? []
  const { hasNextPage, isFetching, isFetchingNextPage, isFetchNextPageError, fetchNextPage } = things
  const wanted = hasNextPage && !isFetching && !isFetchNextPageError && rows.length < look.most
  useEffect(() => {
    if (wanted) void fetchNextPage()
  }, [wanted, fetchNextPage])

  const sorted = ordered(rows, look.order, collection, layer, lang)
  const page = Math.min(look.page, Math.max(0, Math.ceil(sorted.length / perPage) - 1))
  const shown = sorted.slice(page * perPage, (page + 1) * perPage)
  const whole = (value: number) => formatNumber(value, 0, lang)
  const told = {
    from: whole(page * perPage + 1),
    to: whole(page * perPage + shown.length),
    all: whole(sorted.length),
  }
  return (
    <>
      <Filters layer={layer} collection={collection} look={look} areaName={areaName} onLook={change} />
      <div className="listing-count">
        <p role="status" className="second">
          {things.isSuccess && (sorted.length === 0 ? t('listNone') : t(hasNextPage ? 'listMore' : 'listPages', told))}
          {hasNextPage && look.order && ` · ${t('listSortsLoaded')}`}
        </p>
        {hasNextPage && !isFetchingNextPage && (
          <button type="button" className="link" onClick={() => change({ most: rows.length + fetchedUnasked })}>
            {t('listTake')}
          </button>
        )}
      </div>
      {things.isPending && <Loading />}
      {things.isError && <Failed error={things.error} retry={() => void things.refetch()} />}
      {shown.length > 0 && (
        <ThingTable
          rows={shown}
          collection={collection}
          layer={layer}
          columns={columnsOf(collection, layer)}
          order={look.order}
          opened={look.opened}
          onOrder={(order) => change({ order })}
          onOpen={(fid) => {
            change({ opened: fid })
            onOpen({ collection: collection.id, fid })
          }}
        />
      )}
      {sorted.length > perPage && (
        <p className="listing-pages">
          <button type="button" className="link" disabled={page === 0} onClick={() => change({ page: page - 1 })}>
            ‹ {t('previousPage')}
          </button>
          <button
            type="button"
            className="link"
            disabled={(page + 1) * perPage >= sorted.length}
            onClick={() => change({ page: page + 1 })}
          >
            {t('nextPage')} ›
          </button>
        </p>
      )}
    </>
  )
}
