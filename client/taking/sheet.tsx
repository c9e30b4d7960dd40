import type { ReactNode } from 'react'
import { formatMetres } from '../i18n/format.ts'
import { useWords } from '../i18n/index.ts'
import type { Snapshot } from '../map/props.ts'
import { metresPerPixel, roundLength } from './scale.ts'

/** A table of a sheet; what it is called, where there is more than one. */
export interface FactTable {
  title: string
  headings: string[]
  rows: string[][]
}

/** What a sheet tells beside its map, in words of the reader's language. */
export interface Facts {
  title: string
  day: string
  sample: boolean
  /** The figure, its state, its target, what is missing: each a short text. */
  promise: string[]
  source: string
  age: string
  approval: string
  tables: FactTable[]
  /** All that was taken for granted, sentence by sentence. */
  assumptions: readonly string[]
}

interface Props {
  facts: Facts
  legend: ReactNode
  picture: Snapshot
  /** Its size and how it lies, such as A3 landscape: classes of the sheet. */
  paper: string
}

/** The sheet one takes along, printed or as a picture: all that must be known of the map stands on it. */
export function Sheet({ facts, legend, picture, paper }: Props) {
  const { t, lang } = useWords()
  const { canvas, width, height, lat, zoom, flat } = picture
  const across = metresPerPixel(lat, zoom) * width
  const bar = roundLength(across / 5)
  return (
    <section className={`sheet ${paper}`} aria-hidden="true">
      <header>
        <h1>{facts.title}</h1>
        <p>
          {facts.day} {facts.sample && <b className="sheet-sample">{t('sample')}</b>}
        </p>
        <p className="sheet-promise">{facts.promise.join(' · ')}</p>
      </header>
      <div className="sheet-map" style={{ width: `min(100%, calc(var(--sheet-map) * ${width / height}))` }}>
        <div ref={(place) => place?.replaceChildren(canvas)} />
        <p className="sheet-north">
          <svg className="sheet-arrow" viewBox="0 0 20 20" aria-hidden="true" focusable="false">
            <path d="M10 1 16 18 10 14 4 18Z" />
          </svg>
          <span>{t('takeNorth')}</span>
        </p>
        {/* a map that leans back has no one scale */}
        {flat && (
          <p className="sheet-scale" style={{ width: `${(bar / across) * 100}%` }}>
            {formatMetres(bar, lang).replace('.0', '')}
          </p>
        )}
      </div>
      {legend}
      <footer>
        <p>{facts.source}</p>
        <p>
          {facts.age} · {facts.approval}
        </p>
      </footer>
      {facts.tables.map((table) => (
        <Table key={table.title} {...table} />
      ))}
      {facts.assumptions.length > 0 && (
        <ul className="sheet-assumptions">
          {facts.assumptions.map((one) => (
            <li key={one}>{one}</li>
          ))}
        </ul>
      )}
    </section>
  )
}

function Table({ title, headings, rows }: FactTable) {
  return (
    <table>
      {title && <caption>{title}</caption>}
      <thead>
        <tr>
          {headings.map((heading) => (
            <th key={heading}>{heading}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.join(' ')}>
            {row.map((cell, index) => (
              <td key={headings[index]}>{cell}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
