import { type ReactNode, useEffect, useRef } from 'react'
import type { Collection, Layer, Property } from '#data/model/theme.ts'
import type { ThingFeature } from '../api/types.ts'
import { useWords } from '../i18n/index.ts'
import { useTell } from '../things/tell.ts'
import { StateMark } from '../ui/state-mark.tsx'
import { Heading } from './heading.tsx'
import type { Order } from './order.ts'

interface Props {
  rows: ThingFeature[]
  collection: Collection
  layer: Layer
  columns: Property[]
  order: Order | null
  /** The thing one comes back from. */
  opened: number | null
  onOrder: (order: Order) => void
  onOpen: (fid: number) => void
}

/** Things in a table; each column sorts it, each name opens the thing. */
export function ThingTable({ rows, collection, layer, columns, order, opened, onOrder, onOpen }: Props) {
  const { t, say } = useWords()
  const tell = useTell()
  const back = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    back.current?.focus()
    back.current?.scrollIntoView({ block: 'center' })
  }, [])
  const state = collection.properties.find(({ name }) => name === layer.state?.property)
  const heading = (by: string, title: string) => <Heading {...{ by, title, order, onOrder }} />
  return (
    <div className="listing-table">
      <table aria-labelledby="list-title">
        <thead>
          <tr>
            {heading('name', t('listName'))}
            {state && heading('state', say(state.title))}
            {heading('township', t('listTownship'))}
            {columns.map((column) => (
              <Heading
                key={column.name}
                by={`.${column.name}`}
                title={say(column.title)}
                number={isNumber(column)}
                order={order}
                onOrder={onOrder}
              />
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ id, properties }) => (
            <tr key={id} className={id === opened ? 'opened' : undefined}>
              <th scope="row">
                <button
                  ref={id === opened ? back : null}
                  type="button"
                  className="link"
                  onClick={() => onOpen(Number(id))}
                >
                  {String(properties[collection.label ?? ''] || t('noName'))}
                </button>
              </th>
              {state && <td>{marked(state, properties[state.name] ?? null)}</td>}
              <td>{properties['township_name']}</td>
              {columns.map((column) => (
                <td key={column.name} className={isNumber(column) ? 'number' : undefined}>
                  {tell(column, properties[column.name])}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )

  function marked(property: Property, value: ThingFeature['properties'][string]): ReactNode {
    const mark = layer.state?.values[String(value)]
    return (
      <span className="listing-state">
        {mark && <StateMark mark={mark} />}
        {tell(property, value)}
      </span>
    )
  }
}

function isNumber({ type, choices }: Property): boolean {
  return choices === undefined && (type === 'integer' || type === 'number')
}
