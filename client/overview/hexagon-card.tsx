import { booleanPointInPolygon } from '@turf/turf'
import type { Geometry } from 'geojson'
import { useEffect, useRef } from 'react'
import type { Theme } from '#data/model/theme.ts'
import { useAllThings, useHealth } from '../api/queries.ts'
import type { Area, ThingFeature } from '../api/types.ts'
import { formatMetres } from '../i18n/format.ts'
import { useWords } from '../i18n/index.ts'
import { outlineOf } from '../map/hexagon-grid.ts'
import { type Cell, type Part, partsIn } from '../map/hexagons.ts'
import type { Hexagons } from '../map/raised.ts'
import type { Pick } from '../scene/scene.ts'
import { CardFoot } from '../things/card-foot.tsx'
import { Fold } from '../things/fold.tsx'
import { useTell } from '../things/tell.ts'
import { CloseButton } from '../ui/close-button.tsx'
import { Failed, Loading } from '../ui/notice.tsx'
import { useReturn } from '../ui/use-return.ts'
import { FewRows } from './few-rows.tsx'
import { sayCounted } from './say-counted.ts'

interface Props {
  raised: Hexagons
  cell: Cell
  themes: Theme[]
  at: string | null
  /** The units whose names tell where a hexagon lies. */
  units: Area[]
  /** Whether something that was opened from it, or over it, is in its place. */
  covered: boolean
  onPoint: (geometry: Geometry | null) => void
  onThing: (pick: Pick, geometry: Geometry) => void
  onCell: (cell: Cell) => void
  onClose: () => void
}

/** A hexagon opened: what it counts, by which rule, as of when and from where, row by row; and all others beside it. */
export function HexagonCard({ raised, cell, themes, at, units, covered, onPoint, onThing, onCell, onClose }: Props) {
  const spoken = useWords()
  const { t, lang } = spoken
  const { counted, grid, cells } = raised
  const things = useAllThings(counted.layer.collection, at)
  const told = sayCounted(counted, spoken)
  const card = useRef<HTMLElement>(null)
  const close = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (!cell.key || !card.current || card.current.hidden) return
    card.current.scrollTop = 0
    // on a phone it stands below the map
    card.current.scrollIntoView({ block: 'nearest' })
    close.current?.focus({ preventScroll: true })
  }, [cell.key])
  useReturn()
  const nameOf = ({ position }: Cell) => {
    const unit = units.find(({ geometry }) => booleanPointInPolygon(position, geometry))
    return unit?.properties.name ?? position.map((degrees) => degrees.toFixed(3)).join(', ')
  }
  return (
    <section
      ref={card}
      className="thing hexagon card"
      hidden={covered}
      aria-label={t('cellCard')}
      onKeyDown={(event) => event.key === 'Escape' && onClose()}
    >
      <header>
        <p className="second">
          {nameOf(cell)} · {t('cellWide', { across: formatMetres(grid.across, lang).replace('.0', '') })}
        </p>
        <h2>
          {told.things} {things.data ? told.amount(cell.amount) : '…'}
        </h2>
        <CloseButton ref={close} onClose={onClose} />
      </header>
      {things.isPending && <Loading />}
      {things.isError && <Failed error={things.error} retry={() => void things.refetch()} />}
      {things.data && (
        <Parts
          key={cell.key}
          {...{ raised, cell, themes, at, onPoint, onThing }}
          parts={partsIn(cell.key, things.data, counted.by, grid)}
        />
      )}
      <Fold title={t('cellsAll')}>
        {() => (
          <FewRows
            rows={cells.toSorted((a, b) => b.amount - a.amount || b.position[1] - a.position[1])}
            keyOf={({ key }) => key}
            chosen={cell.key}
            follows={false}
            tell={nameOf}
            amount={({ amount }) => told.amount(amount)}
            onPoint={(one) => onPoint(one && outlineOf(one.key, grid))}
            onGo={onCell}
          />
        )}
      </Fold>
      <CardFoot key={`foot ${cell.key}`} at={at} />
    </section>
  )
}

type PartsProps = { parts: Part<ThingFeature>[] } & Omit<Props, 'units' | 'covered' | 'onCell' | 'onClose'>

/** The rows whose sum a hexagon is, and how they are told apart from those of its neighbours. */
function Parts({ parts, raised: { counted }, cell, themes, at, onPoint, onThing }: PartsProps) {
  const spoken = useWords()
  const { t, lang } = spoken
  const tell = useTell()
  const { data: health } = useHealth()
  const { things, amount } = sayCounted(counted, spoken)
  const { collection, state } = counted.layer
  const declared = themes.flatMap((theme) => theme.collections).find(({ id }) => id === collection)
  const property = declared?.properties.find(({ name }) => name === state?.property)
  const name = ({ thing }: Part<ThingFeature>) => String(thing.properties[declared?.label ?? ''] ?? '')
  const km = counted.by === 'km'
  const day = at ?? health?.today ?? ''
  if (parts.length === 0) return <p className="notice quiet">{t('cellEmpty', { day, things })}</p>
  const sources = [...new Set(parts.map(({ thing }) => String(thing.properties['source'] ?? '')))].filter(Boolean)
  const sorted = parts.toSorted(
    (a, b) => b.amount - a.amount || name(a).localeCompare(name(b), lang, { numeric: true }),
  )
  return (
    <>
      <p className="explanation">
        {[
          t(km ? 'cellMadeKm' : 'cellMade', { day, things, amount: amount(cell.amount), n: parts.length }),
          t(km ? 'cellRuleKm' : 'cellRule'),
          ...(sources.length > 0 ? [t('cellSource', { source: sources.join(', ') })] : []),
        ].join('\n')}
      </p>
      <FewRows
        rows={sorted}
        keyOf={({ thing }) => String(thing.id)}
        tell={(part) => name(part) || t('noName')}
        amount={(part) =>
          km ? amount(part.amount) : property ? tell(property, part.thing.properties[property.name]) : ''
        }
        onPoint={(part) => onPoint(part?.geometry ?? null)}
        onGo={({ thing, geometry }) => onThing({ collection, fid: Number(thing.id) }, geometry)}
      />
    </>
  )
}
