import { type Static, Type } from 'typebox'

/** A text in the two languages of the product. */
export const Words = Type.Object(
  { zh: Type.String({ minLength: 1 }), en: Type.String({ minLength: 1 }) },
  { additionalProperties: false },
)
export type Words = Static<typeof Words>

/** What a number counts or measures; `one` is what English calls a single one. */
export const Unit = Type.Object(
  { ...Words.properties, one: Type.Optional(Type.String({ minLength: 1 })) },
  { additionalProperties: false },
)
export type Unit = Static<typeof Unit>

export const Language = Type.Enum(['zh', 'en'])
export type Language = Static<typeof Language>

/** A number, as it is shown, with its unit; the spaces in it do not break, and `∶1` follows without one. */
export function withUnit(number: string, unit: string): string {
  return unit.startsWith('∶') ? `${number}${unit}` : `${number} ${unit}`.replaceAll(' ', '\u00a0')
}

/** The same in a language: `3 toilets`, `1 toilet`. */
export function measured(number: string, unit: Unit, language: Language): string {
  return withUnit(number, language === 'en' && number === '1' ? (unit.one ?? unit.en) : unit[language])
}

/** With a capital, where English begins a sentence. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** A column, table, collection, indicator or setting: the only identifiers that ever reach SQL. */
export const Name = Type.String({ pattern: '^[a-z][a-z0-9_]{0,47}$' })
