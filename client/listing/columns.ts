import type { Collection, Layer, Property } from '#data/model/theme.ts'

const most = 4

/**
 * The properties a list tells of each thing besides its name and state: what the map carries comes first, then what is
 * said in a word, a number or a day.
 */
export function columnsOf(collection: Collection, layer: Layer): Property[] {
  const told = collection.properties.filter(
    ({ name, language, type }) =>
      ![collection.key, collection.label, layer.state?.property].includes(name) &&
      !name.startsWith('label_') &&
      language === undefined &&
      type !== 'reference',
  )
  const onMap = told.filter(({ tile }) => tile)
  const short = told.filter(({ tile, type }) => !tile && type !== 'text')
  return [...onMap, ...short].slice(0, most)
}
