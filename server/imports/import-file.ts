import { basename } from 'node:path'
import type { Collection } from '#data/model/theme.ts'
import { readCounty } from '../county.ts'
import { seedTargets, settle } from '../county-changes.ts'
import type { Database, Transaction } from '../database/database.ts'
import { dropSample } from '../sample/load-sample.ts'
import type { Catalogue } from '../themes/load-themes.ts'
import type { ImportCommand } from './command.ts'
import { mapFields } from './map-fields.ts'
import { NotReadable } from './not-readable.ts'
import { provenanceOf } from './provenance.ts'
import { changedSince, purposeOf, takenBefore, takeTurn } from './queries.ts'
import { openSource, type ReadOptions, type Source } from './reading/read-file.ts'
import { takeReference } from './reference.ts'
import type { Report } from './report.ts'
import { longImport, takeRows } from './take-rows.ts'

/** Thrown inside the transaction to take everything back while the report is kept. */
class TakenBack extends Error {
  readonly report: Report
  constructor(report: Report) {
    super('taken back')
    this.report = report
  }
}

/**
 * Takes a file into the county in one transaction: all of it that is not refused, or nothing.
 * @param say hears how a long one goes
 * @returns the report; `written` is 0 in a dry run, and where rows were refused and not to be skipped
 * @throws {NotReadable} when something must be added to the command
 */
export async function importFile(
  database: Database,
  catalogue: Catalogue,
  command: ImportCommand,
  say: (line: string) => void = () => {},
): Promise<Report> {
  const collection = chosenCollection(catalogue, command)
  const dropping = (await guardSample(database, command)) && command.dropSample
  const source = await openSource(command.file, readOptions(catalogue, command))
  try {
    if (source.srid === 0 && collection?.shape !== 'none') throw placeless(source)
    return await database.transaction(async (inside) => {
      await takeTurn(inside, say)
      if (dropping) await dropSample(inside, catalogue)
      const report =
        collection === undefined
          ? await takeReference(inside, command, source, say)
          : await takeInto(inside, catalogue, collection, command, source, say)
      if (command.dryRun || report.written === 0) throw new TakenBack({ ...report, written: 0 })
      if (collection !== undefined || dropping) {
        if (report.read >= longImport) say('  各处的数字 the figures')
        const changed = dropping ? undefined : collection?.id
        await settle(inside, catalogue, await changedSince(inside, command.asOf), changed)
      }
      if (dropping) await seedTargets(inside, catalogue, command.asOf.slice(0, 4), false)
      return report
    })
  } catch (error) {
    if (error instanceof TakenBack) return error.report
    throw await inWords(database, error)
  } finally {
    await source.close()
  }
}

function placeless({ file, fields }: Source): NotReadable {
  return new NotReadable(
    `${basename(file)} has no geometry, and no columns known to hold coordinates: add --x and --y. It has: ${fields.join(', ')}.`,
  )
}

/** Rows that clash with one another or with what stands, as the constraint they break puts it; a code PostGIS lacks. */
async function inWords(database: Database, error: unknown): Promise<unknown> {
  const { code = '', constraint = '', detail = '', message = '' } = error as Record<string, string | undefined>
  const unknown = /Cannot find SRID \((\d+)\)/.exec(message)?.[1]
  if (unknown !== undefined) {
    return new NotReadable(
      `Nothing was written: the database's PostGIS does not know EPSG:${unknown}. Save the file in EPSG:4490, or renew PostGIS.`,
    )
  }
  // program limit exceeded: a row must fit a page of the database
  if (code === '54000') {
    return new NotReadable(
      'Nothing was written: a row has more texts than the database has room for. Leave out columns that are not needed.',
    )
  }
  if (!code.startsWith('23')) return error
  const purpose = await purposeOf(database, constraint)
  const shown = constraint.endsWith('_excl') ? '' : detail
  return new NotReadable(`Nothing was written: ${purpose ?? `rows break the rule ${constraint}`}. ${shown}`.trim())
}

function chosenCollection(catalogue: Catalogue, { into, reference }: ImportCommand): Collection | undefined {
  const collection = catalogue.collections.get(into)
  if (reference) {
    if (collection === undefined) return undefined
    throw new NotReadable(`${into} is a collection of the county; choose another name for a reference layer.`)
  }
  if (collection !== undefined && !collection.derived) return collection
  const known = [...catalogue.collections.values()]
    .filter(({ derived }) => !derived)
    .map(({ id }) => id)
    .join(', ')
  if (collection !== undefined) throw new NotReadable(`${into} is worked out from other rows. Import into ${known}.`)
  throw new NotReadable(
    `There is no collection ${into}. There are: ${known}. For a read-only layer of its own add --as reference.`,
  )
}

/** @returns whether the county is the sample: a county's own rows are not what --drop-sample drops. */
async function guardSample(database: Database, command: ImportCommand): Promise<boolean> {
  const { sample } = await readCounty(database)
  if (sample && !command.reference && !command.dryRun && !command.dropSample) {
    throw new NotReadable(
      'This county holds the sample (演示数据), which real rows must not mix with. Add --drop-sample to remove it first, ' +
        'or --dry-run to try the file, or --as reference to lay it over the sample.',
    )
  }
  return sample
}

async function takeInto(
  inside: Transaction,
  catalogue: Catalogue,
  collection: Collection,
  command: ImportCommand,
  source: Source,
  say: (line: string) => void,
): Promise<Report> {
  if (command.node && collection.shape !== 'line') {
    throw new NotReadable(`--node has lines meet where they cross, and ${collection.id} are none. Leave it out.`)
  }
  const mapped = mapFields(collection, source.fields, command.maps, command.sets)
  // they became the place
  const mapping = { ...mapped, unused: mapped.unused.filter((column) => !source.placeColumns.includes(column)) }
  const before = await takenBefore(inside, collection.id, source.sha256)
  const keyed = collection.key !== undefined && mapping.takes(collection.key)
  if (before !== undefined && !keyed && !collection.knownByLabel && !command.replace) {
    throw new NotReadable(
      `This very file was taken into ${collection.id} on ${before}, and without a column for ${collection.key ?? 'a key'} ` +
        'its rows would stand twice. Add --replace to put it in the place of what stands.',
    )
  }
  return takeRows(
    inside,
    {
      collection,
      collections: catalogue.collections,
      provenance: provenanceOf(command, source),
      srid: source.srid,
      mapping,
      warnings: source.warnings,
      replace: command.replace,
      asPoints: source.asPoints,
      repair: command.repair,
      node: command.node,
      skipRefused: command.skipRefused,
      say,
    },
    source.rows(),
  )
}

function readOptions({ osm }: Catalogue, { layer, crs, encoding, x, y, columns, into }: ImportCommand): ReadOptions {
  const given = Object.entries({ layer, crs, encoding, x, y, columns }).filter(([, value]) => value !== undefined)
  return { ...Object.fromEntries(given), osm, into }
}
