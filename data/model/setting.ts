import { type Static, Type } from 'typebox'
import { type Language, Name, Words } from './words.ts'

/**
 * What a county may decide for itself: a row of `settings`, with history, which begins as `value`.
 *
 * `says` puts a value into words: of an object of switches each is a thing that counts or does not; of an object
 * of numbers each is named; of a text it is that choice; else the value stands for itself. `checked` is whether
 * `source` was read itself; where not, the product says so (来源待核).
 */
export const Setting = Type.Object(
  {
    name: Name,
    title: Words,
    value: Type.Unknown(),
    says: Type.Optional(Type.Record(Type.String(), Words)),
    unit: Type.Optional(Words),
    source: Words,
    checked: Type.Boolean(),
  },
  { additionalProperties: false },
)
export type Setting = Static<typeof Setting>

type Declared = Pick<Setting, 'value' | 'says' | 'unit'>

/** A value in words: `活动式不计、社会开放的计入`; `1、2、3`; `30 天`. */
export function saySetting({ says, unit }: Declared, value: unknown, language: Language): string {
  const comma = language === 'zh' ? '、' : ', '
  const named = (key: string) => says?.[key]?.[language] ?? key
  if (Array.isArray(value)) return value.join(comma)
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value)
      .map(([key, part]) => (typeof part === 'boolean' ? counts(named(key), part, language) : `${named(key)} ${part}`))
      .join(comma)
  }
  return [named(String(value)), unit?.[language]].filter(Boolean).join(' ')
}

function counts(what: string, does: boolean, language: Language): string {
  if (language === 'zh') return `${what}${does ? '计入' : '不计'}`
  return `${what} ${does ? 'count' : 'do not count'}`
}

/** Why a value cannot be one of a setting; undefined where it can. What a theme declares is the pattern. */
export function settingFault({ value: pattern, says }: Declared, value: unknown): string | undefined {
  if (Array.isArray(pattern)) {
    const fits = Array.isArray(value) && value.length > 0 && value.every((one) => !fault(pattern[0], one))
    return fits ? undefined : `must be a list such as ${JSON.stringify(pattern)}`
  }
  if (typeof pattern === 'object' && pattern !== null) {
    const like = `must be an object such as ${JSON.stringify(pattern)}`
    if (typeof value !== 'object' || value === null) return like
    const parts: Record<string, unknown> = { ...value }
    const keys = Object.keys(pattern)
    const same = Object.keys(parts).length === keys.length
    return same && Object.entries(pattern).every(([key, part]) => !fault(part, parts[key])) ? undefined : like
  }
  if (typeof pattern === 'string' && says !== undefined) {
    return typeof value === 'string' && value in says ? undefined : `must be one of ${Object.keys(says).join(', ')}`
  }
  return fault(pattern, value)
}

function fault(pattern: unknown, value: unknown): string | undefined {
  if (typeof value !== typeof pattern) return `must be a ${typeof pattern}`
  if (typeof value === 'number' && !(Number.isFinite(value) && value >= 0)) return 'must be a number from 0'
  return undefined
}
