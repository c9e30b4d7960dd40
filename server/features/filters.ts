import { isDay } from '#data/model/day.ts'
import type { Collection, Property } from '#data/model/theme.ts'
import { ProblemError } from '../http/problem.ts'

/**
 * The property filters among the parameters of a request.
 * @param others parameters that are not filters
 * @throws {ProblemError} 400 for a parameter that is neither, or a value its property cannot have
 */
export function readFilters(
  collection: Collection,
  query: Record<string, unknown>,
  others: readonly string[],
): Map<string, string> {
  const filters = new Map<string, string>()
  for (const [name, value] of Object.entries(query)) {
    if (typeof value !== 'string') throw fault(name, 'may be given once')
    if (others.includes(name)) continue
    const property = collection.properties.find((p) => p.name === name)
    if (property === undefined) throw fault(name, `unknown parameter ${name.slice(0, 80)}`)
    const wrong = mismatch(property, value)
    if (wrong !== undefined) throw fault(name, wrong)
    filters.set(name, value)
  }
  return filters
}

/** Why a text cannot be a value of a property; undefined where it can. */
function mismatch(property: Property, text: string): string | undefined {
  switch (property.type) {
    case 'integer':
      return /^-?\d{1,9}$/.test(text) ? undefined : 'must be a whole number'
    case 'number':
      return text.trim() !== '' && Number.isFinite(Number(text)) ? undefined : 'must be a number'
    case 'boolean':
      return ['true', 'false'].includes(text) ? undefined : 'must be true or false'
    case 'date':
      return isDay(text) ? undefined : 'must be a day, YYYY-MM-DD'
    case 'choice': {
      const choices = Object.keys(property.choices ?? {})
      return choices.includes(text) ? undefined : `must be one of ${choices.join(', ')}`
    }
    default:
      return text.includes('\0') ? 'must not contain a null character' : undefined
  }
}

function fault(name: string, detail: string): ProblemError {
  const at = `querystring/${name.slice(0, 80)}`
  return new ProblemError(400, `${at}: ${detail}.`, [{ at, detail }])
}
