import type { Collection } from '#data/model/theme.ts'
import { wellKnownText } from '../files/wkt.ts'
import type { Column, Speech } from './table.ts'

const degrees: Record<Speech, [x: string, y: string]> = {
  zh: ['经度', '纬度'],
  en: ['lon', 'lat'],
  plain: ['lon', 'lat'],
}

/**
 * Columns for where things lie, in a format that has no shapes: of points two, under headings by which an
 * import knows them again, of the rest one of well-known text.
 */
export function shapeColumns({ shape }: Pick<Collection, 'shape'>, speech: Speech, geographic: boolean): Column[] {
  if (shape === 'none') return []
  if (shape === 'point') {
    const headings = geographic ? degrees[speech] : ['x', 'y']
    return headings.map((heading, axis) => ({
      heading,
      type: 'number',
      property: undefined,
      of: ({ geometry }) => (geometry?.type === 'Point' ? (geometry.coordinates[axis] ?? null) : null),
    }))
  }
  const of: Column['of'] = ({ geometry }) => (geometry === null ? null : wellKnownText(geometry))
  return [{ heading: 'WKT', type: 'text', property: undefined, of }]
}
