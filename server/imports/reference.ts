import type { Collection, Property } from '#data/model/theme.ts'
import type { Value } from '#data/model/thing.ts'
import { identifier, type Queryable, type Transaction } from '../database/database.ts'
import { within } from '../files/short-name.ts'
import type { ImportCommand } from './command.ts'
import type { Mapping } from './map-fields.ts'
import { NotReadable } from './not-readable.ts'
import { provenanceOf } from './provenance.ts'
import type { Source } from './reading/read-file.ts'
import type { Report } from './report.ts'
import { takeRows } from './take-rows.ts'

/**
 * Makes a read-only layer of a file: a collection of its own, whose properties are the file's columns.
 * One of the same name is replaced only with `--replace`.
 */
export async function takeReference(
  inside: Transaction,
  command: ImportCommand,
  source: Source,
  say: (line: string) => void,
): Promise<Report> {
  await clearPlace(inside, command)
  const columns = columnNames(source.fields)
  const collection = declare(command, source, columns)
  await makeTable(inside, collection)
  const report = await takeRows(
    inside,
    {
      collection,
      collections: new Map([[collection.id, collection]]),
      provenance: provenanceOf(command, source),
      srid: source.srid,
      mapping: plainMapping(columns),
      warnings: source.warnings,
      replace: false,
      asPoints: source.asPoints,
      repair: command.repair,
      node: false,
      skipRefused: command.skipRefused,
      say,
    },
    source.rows(),
  )
  await inside.query(
    `insert into reference_layers (id, declaration, source)
     values ($1, $2::jsonb, (select coalesce(max(id), 0) from imports))`,
    [collection.id, JSON.stringify(collection)],
  )
  await inside.query('select touch($1)', [collection.id])
  return report
}

async function clearPlace(inside: Queryable, command: ImportCommand): Promise<void> {
  const [layer] = await inside.query('select from reference_layers where id = $1', [command.into])
  if (layer !== undefined) {
    if (!command.replace) {
      throw new NotReadable(
        `There is a reference layer ${command.into} already. Add --replace to put this file in its place.`,
      )
    }
    await inside.query(`drop table ${identifier(command.into)}`)
    await inside.query('delete from reference_layers where id = $1', [command.into])
    return
  }
  const [taken] = await inside.query<{ found: boolean }>('select to_regclass($1) is not null as found', [command.into])
  if (taken?.found) throw new NotReadable(`${command.into} is a name of the county's own; choose another.`)
}

/** What rows have besides their columns, and what would say which days they hold. */
const standard = new Set(['fid', 'valid', 'valid_from', 'valid_to', 'source', 'source_row', 'geom', 'geom_3857'])

/** Columns named after the file's headings, in letters (of any script), digits and _. */
function columnNames(fields: readonly string[]): Map<string, string> {
  const names = new Map<string, string>()
  for (const field of fields) {
    const plain = field
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, '_')
      .replace(/^_+|_+$/g, '')
    // 16 characters, and room for a number, stay within the 63 bytes of an identifier
    const begun = within([...`${/^\p{L}/u.test(plain) ? '' : 'f_'}${plain}`].slice(0, 16).join(''), 56)
    const first = standard.has(begun) ? `${begun}_` : begun
    let name = first
    for (let n = 2; [...names.values()].includes(name); n++) name = `${first}_${n}`
    names.set(field, name)
  }
  return names
}

function declare(command: ImportCommand, source: Source, columns: ReadonlyMap<string, string>): Collection {
  return {
    id: command.into,
    title: { zh: command.into, en: command.into },
    description: { zh: `参考图层，来自 ${source.file}`, en: `reference layer made of ${source.file}` },
    shape: 'any',
    placing: 'none',
    properties: [...columns].map(
      ([field, name]): Property => ({ name, type: 'text', title: { zh: field, en: field } }),
    ),
  }
}

async function makeTable(inside: Queryable, collection: Collection): Promise<void> {
  const table = identifier(collection.id)
  const columns = collection.properties.map((p) => `${identifier(p.name)} text,`)
  await inside.query(`
    create table ${table} (
      like thing including all,
      ${columns.join('\n')}
      geom geometry(Geometry, 4490) not null,
      geom_3857 geometry(Geometry, 3857) generated always as (st_transform(geom, 3857)) stored
    )`)
  await inside.query(`create index on ${table} using gist (geom)`)
  await inside.query(`create index on ${table} using gist (geom_3857)`)
}

function plainMapping(columns: ReadonlyMap<string, string>): Pick<Mapping, 'map' | 'unused'> {
  return {
    unused: [],
    map(from: Record<string, Value>) {
      const taken = [...columns].map(([field, name]) => [name, from[field] ?? null] as const)
      return { properties: Object.fromEntries(taken.filter(([, value]) => value !== null && value !== '')) }
    },
  }
}
