import { codeLength, type Level, levels } from '#data/model/area.ts'
import { today } from '#data/model/day.ts'
import { span } from '#data/model/span.ts'
import type { Collection, Property } from '#data/model/theme.ts'
import type { Value } from '#data/model/thing.ts'
import { shortName } from '../files/short-name.ts'
import { coerce } from './coerce.ts'
import { NotReadable } from './not-readable.ts'
import { withoutNumber } from './reading/columns.ts'

export interface Mapping {
  /** Makes a row's properties, or says why it is refused. */
  map(from: Record<string, Value>): { properties: Record<string, Value> } | { fault: string }
  /** Whether a column of the file fills a property. */
  takes(property: string): boolean
  /** Columns of the file that nothing takes. */
  unused: string[]
}

/**
 * Decides which column of a file fills which property: as the command maps them, else a column of the
 * property's name, titles or aliases.
 * @param maps `--map COLUMN=property`, by property
 * @param sets `--set property=value`, which goes before any column; an empty value leaves the property out
 * @throws {NotReadable} naming what must be added to the command
 */
export function mapFields(
  collection: Collection,
  fields: readonly string[],
  maps: ReadonlyMap<string, string>,
  sets: ReadonlyMap<string, string>,
): Mapping {
  const properties = [...collection.properties.filter((p) => p.computed === undefined), ...span]
  const names = properties.map((p) => p.name)
  for (const name of [...maps.keys(), ...sets.keys()]) {
    if (!names.includes(name)) {
      throw new NotReadable(`${collection.id} has no property ${name}. It takes: ${names.join(', ')}.`)
    }
  }
  const columns = new Map<string, string>()
  for (const property of properties) {
    const [column, other] = candidates(property, fields, maps, properties)
    if (column === undefined) continue
    if (other !== undefined && !sets.has(property.name))
      throw new NotReadable(
        `Both ${column} and ${other} could be ${property.name} (${property.title.zh}). ` +
          `Add --map COLUMN=${property.name} with the one that is, or --set ${property.name}= to take neither.`,
      )
    if (!fields.includes(column))
      throw new NotReadable(`The file has no column ${column}. It has: ${fields.join(', ')}.`)
    columns.set(property.name, column)
  }
  const constants = new Map<string, Value>()
  for (const property of properties) {
    const text = sets.get(property.name)
    if (text === undefined) continue
    const result = coerce(property, text)
    if ('fault' in result) throw new NotReadable(`--set ${property.name}=${text}: ${result.fault}.`)
    constants.set(property.name, result.value)
  }
  const levelFromCode = collection.id === 'areas' && columns.has('code')
  for (const property of properties) {
    const given = columns.has(property.name) || constants.has(property.name)
    if (property.required === undefined || given || (property.name === 'level' && levelFromCode)) continue
    throw new NotReadable(
      `${collection.id} need ${property.name} (${property.title.zh}), and no column of the file is known to hold it. ` +
        `Add --map COLUMN=${property.name} or --set ${property.name}=VALUE. The file has: ${fields.join(', ')}.`,
    )
  }
  return {
    takes: (property) => columns.has(property),
    unused: fields.filter((field) => ![...columns.values()].includes(field)),
    map(from) {
      const taken: Record<string, Value> = {}
      for (const property of properties) {
        const constant = constants.get(property.name)
        if (constant !== undefined) {
          if (constant !== null) taken[property.name] = constant
          continue
        }
        const column = columns.get(property.name)
        const result = coerce(property, column === undefined ? null : from[column])
        if ('fault' in result) return result
        if (result.value !== null) taken[property.name] = result.value
      }
      if (levelFromCode && taken['level'] === undefined && typeof taken['code'] === 'string') {
        const level = levelOf(taken['code'])
        if (level === undefined) return { fault: `code ${taken['code']}: its length is that of no level (6, 9, 12)` }
        taken['level'] = level
      }
      // nothing stands above the county here, whatever its file says
      if (collection.id === 'areas' && taken['level'] === 'county') delete taken['parent']
      const missing = properties.find((p) => p.required && taken[p.name] === undefined)
      if (missing !== undefined) return { fault: `${missing.title.zh} (${missing.name}) is missing` }
      const happened = taken[collection.since ?? '']
      if (typeof happened === 'string') {
        if (happened > today()) return { fault: `${collection.since} ${happened} is a day still to come` }
        taken['valid_from'] ??= happened
      }
      return { properties: taken }
    },
  }
}

/** The columns that could fill a property: the one mapped to it, else those that answer to it and are not mapped away. */
function candidates(
  property: Property,
  fields: readonly string[],
  maps: ReadonlyMap<string, string>,
  properties: readonly Property[],
): string[] {
  const mapped = maps.get(property.name)
  if (mapped !== undefined) return [mapped]
  const whole = fields.filter((field) => answersTo(property, field))
  const answering = whole.length > 0 ? whole : fields.filter((field) => isCutFrom(property, field, properties))
  const free = answering.filter((field) => ![...maps.values()].includes(field))
  return free.length > 0 ? free : answering
}

function answersTo(property: Property, field: string): boolean {
  const known = [property.name, property.title.zh, property.title.en, ...(property.aliases ?? [])]
  return known.some((name) => name.toLowerCase() === withoutNumber(field).trim().toLowerCase())
}

/** Whether a field is what a Shapefile leaves of a property's name or titles, and of no other property's. */
function isCutFrom(property: Property, field: string, properties: readonly Property[]): boolean {
  const cut = ({ name, title }: Property) => [name, title.zh, title.en].some((whole) => shortName(whole) === field)
  return cut(property) && properties.every((other) => other === property || !(cut(other) || answersTo(other, field)))
}

function levelOf(code: string): Level | undefined {
  return levels.find((level) => codeLength[level] === code.length) ?? (code.length === 15 ? 'community' : undefined)
}
