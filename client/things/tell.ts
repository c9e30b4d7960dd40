import type { Property } from '#data/model/theme.ts'
import type { Value } from '#data/model/thing.ts'
import { withUnit } from '#data/model/words.ts'
import { formatAmount } from '../i18n/format.ts'
import { type SpokenWords, useWords } from '../i18n/index.ts'

/** Says a property's value in words; `name` is that of what it leads to, where it leads anywhere. */
export type Tell = (property: Property, value: Value | undefined, name?: Value) => string

/** How the values of things are said in the language chosen; of what is not known, nothing. */
export function useTell(): Tell {
  const spoken = useWords()
  return (property, value, name) => tell(spoken, property, value, name)
}

function tell({ t, lang, say }: SpokenWords, property: Property, value: Value | undefined, name?: Value): string {
  if (value === null || value === undefined || value === '') return ''
  const choice = property.choices?.[String(value)]
  if (choice) return say(choice)
  if (typeof value === 'boolean') return t(value ? 'yes' : 'no')
  if (typeof value === 'number' && property.unit) return withUnit(formatAmount(value, lang), property.unit)
  if (typeof value === 'number' && property.type === 'number') return formatAmount(value, lang)
  if (property.type === 'reference' && name) return String(name)
  return String(value)
}
