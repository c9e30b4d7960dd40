import { isDay } from '#data/model/day.ts'
import type { Property } from '#data/model/theme.ts'
import type { Value } from '#data/model/thing.ts'

const yes = new Set(['true', '1', '是', '有', 'y', 'yes', 't'])
const no = new Set(['false', '0', '否', '无', 'n', 'no', 'f'])

export type Coerced = { value: Value } | { fault: string }

/**
 * Makes a value from a file into one its property can hold. Empty texts are no value. A choice is taken by
 * its name or its words in either language; a day also as 2026/11/24, 20261124 or 2026年11月24日.
 * @returns the value, or why it cannot be taken
 */
export function coerce(property: Property, given: Value | undefined): Coerced {
  const text = typeof given === 'string' ? given.trim() : given
  if (text === undefined || text === null || text === '') return { value: null }
  const fault = (what: string): Coerced => ({ fault: `${property.title.zh} ${property.name} “${text}”: ${what}` })
  switch (property.type) {
    case 'text':
    case 'reference': {
      // an object, as web maps write a parent, is nobody's key
      if (property.type === 'reference' && /^[[{]/.test(String(text))) return { value: null }
      return String(text).includes('\0') ? fault('holds a null character') : { value: String(text) }
    }
    case 'integer': {
      const number = numberOf(text)
      if (!Number.isInteger(number) || Math.abs(number) >= 2 ** 31) return fault('is not a whole number')
      return outOf(property, number) ?? { value: number }
    }
    case 'number': {
      const number = numberOf(text)
      if (!Number.isFinite(number)) return fault('is not a number')
      return outOf(property, number) ?? { value: number }
    }
    case 'boolean': {
      const word = String(text).toLowerCase()
      if (yes.has(word)) return { value: true }
      return no.has(word) ? { value: false } : fault('is neither yes nor no')
    }
    case 'date': {
      const day = readDay(String(text))
      return day === undefined ? fault('is not a day such as 2026-11-24') : { value: day }
    }
    case 'choice': {
      const choices = Object.entries(property.choices ?? {})
      const found = choices.find(([key, words]) => [key, words.zh, words.en].includes(String(text)))
      if (found !== undefined) return { value: found[0] }
      return fault(`is not one of ${choices.map(([key, words]) => `${words.zh} (${key})`).join(', ')}`)
    }
  }
}

function outOf({ title, name, minimum, maximum }: Property, number: number): Coerced | undefined {
  if (number >= (minimum ?? number) && number <= (maximum ?? number)) return undefined
  return { fault: `${title.zh} ${name} “${number}”: is not from ${minimum ?? '−∞'} to ${maximum ?? '∞'}` }
}

/** What is written in digits, or NaN; `Number` would also take `0x10` and a yes. */
function numberOf(value: NonNullable<Value>): number {
  return /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(String(value)) ? Number(value) : Number.NaN
}

/** Without signs between them all eight digits are needed: `202611` is no day, and `2026112` could be two. */
function readDay(text: string): string | undefined {
  const parts =
    /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[ T]\d{1,2}:.*)?$/.exec(text) ?? /^(\d{4})(\d\d)(\d\d)$/.exec(text)
  if (parts === null) return undefined
  const [, year = '', month = '', day = ''] = parts
  const written = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  return isDay(written) ? written : undefined
}
