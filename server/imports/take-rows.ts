import type { Geometry } from 'geojson'
import type { Collection } from '#data/model/theme.ts'
import type { Value } from '#data/model/thing.ts'
import type { Transaction } from '../database/database.ts'
import type { Mapping } from './map-fields.ts'
import * as sql from './queries.ts'
import type { Report } from './report.ts'
import * as told from './report-queries.ts'
import { spanOf } from './span-of.ts'
import { keepDisplaced } from './undo-queries.ts'
import { closeOthers, inherit, write } from './writing-queries.ts'

/** A row on its way in, in the file's coordinates. */
export interface ArrivingRow {
  row: number
  geometry: Geometry | null
  properties: Record<string, Value>
  /** Why the reader could not make sense of it. */
  fault?: string
}

export interface Taking {
  collection: Collection
  collections: ReadonlyMap<string, Collection>
  provenance: sql.Provenance
  /** EPSG code of the rows' coordinates. */
  srid: number
  mapping: Pick<Mapping, 'map' | 'unused'>
  /** What the reader decided against what the file says. */
  warnings: string[]
  replace: boolean
  /** Whether a point is made of what is not one. */
  asPoints: boolean
  repair: boolean
  /** Whether lines that cross are to meet there. */
  node: boolean
  skipRefused: boolean
  /** Hears how a long import goes. */
  say(line: string): void
}

/** So many rows take a while, and are told as they go. */
export const longImport = 20_000

/**
 * Takes rows into a collection, inside the caller's transaction: checks each, knows again what the county
 * holds, and writes. Nothing is written where rows are refused, unless they are to be skipped.
 */
export async function takeRows(on: Transaction, taking: Taking, rows: AsyncIterable<ArrivingRow>): Promise<Report> {
  const { collection, provenance } = taking
  await sql.makeIncoming(on, taking.srid)
  const long = (await receive(on, taking, rows)) >= longImport
  if (long) taking.say('  检查 checking')
  await sql.countWaiting(on)
  if (taking.asPoints) await sql.makePoints(on)
  await sql.examineGeometry(on, collection, taking.repair)
  const met = taking.node ? await sql.nodeLines(on) : 0
  await sql.giveFids(on, collection)
  await sql.countWaiting(on)
  for (const property of collection.properties) {
    const to = property.type === 'reference' ? taking.collections.get(property.to ?? '') : undefined
    if (to !== undefined) await sql.resolveReference(on, collection, property, to)
  }
  if (collection.id === 'areas') await sql.checkParents(on)
  await sql.knowAgain(on, collection)
  await inherit(on, collection)

  const { read, taken, unchanged } = await told.countIncoming(on)
  const refused = await told.refusedRows(on)
  const report: Report = {
    read,
    written: 0,
    refused,
    repaired: await told.repairedRows(on),
    sample: await told.firstRows(on),
    source: {
      file: provenance.file,
      sha256: provenance.sha256,
      crs: provenance.crs,
      encoding: provenance.encoding,
    },
    unchanged,
    closed: 0,
    unusedColumns: taking.mapping.unused,
    warnings: [
      ...taking.warnings,
      ...(taking.node ? [`Vertices added where lines of the file cross or touch: ${met}.`] : []),
      ...(collection.id === 'areas' ? [] : outside(await told.outsideRows(on))),
    ],
  }
  if (refused.length > 0 && !taking.skipRefused) return report

  if (long) taking.say('  写入 writing')
  const source = await sql.recordImport(on, provenance, read, taken)
  await keepDisplaced(on, collection, source, provenance.asOf, taking.replace)
  // before writing: a holder must be gone before the next one comes
  if (taking.replace) report.closed = await closeOthers(on, collection, provenance.asOf, source)
  await write(on, collection, source)
  if (collection.id === 'areas') await on.query('select adopt_areas($1::integer)', [source])
  report.written = taken
  return report
}

/** Areas make the units; of everything else, what lies in none of them. */
function outside({ count, first }: { count: number; first: number[] }): string[] {
  if (count === 0) return []
  const list = `${first.join(', ')}${count > first.length ? ' …' : ''}`
  return [`In no unit of the county, and so counted nowhere: ${count} (row ${list}).`]
}

/** @returns how many rows came */
async function receive(
  on: Transaction,
  { mapping, provenance, say }: Taking,
  rows: AsyncIterable<ArrivingRow>,
): Promise<number> {
  let came = 0
  async function* incoming(): AsyncGenerator<sql.IncomingRow> {
    for await (const arriving of rows) {
      if (++came % longImport === 0) say(`  已读 read ${came.toLocaleString('en')}`)
      yield incomingOf(arriving, mapping, provenance.asOf)
    }
  }
  await sql.addIncoming(on, incoming())
  return came
}

function incomingOf(
  { row, geometry, ...from }: ArrivingRow,
  mapping: Taking['mapping'],
  asOf: string,
): sql.IncomingRow {
  const mapped = from.fault === undefined ? mapping.map(from.properties) : { fault: from.fault }
  const span = 'fault' in mapped ? mapped : spanOf(mapped.properties, asOf)
  return {
    row,
    geometry: geometry === null ? null : JSON.stringify(geometry),
    properties: 'fault' in mapped ? {} : mapped.properties,
    fault: 'fault' in span ? span.fault : null,
    valid: 'fault' in span ? null : span.valid,
  }
}
