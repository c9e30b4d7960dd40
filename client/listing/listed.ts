import type { Collection, Layer, Theme } from '#data/model/theme.ts'

/** The layers of a theme, each with what it shows. */
export function listedOf(theme: Theme, themes: Theme[]): { layer: Layer; collection: Collection }[] {
  const collections = themes.flatMap((one) => one.collections)
  return theme.layers.flatMap((layer) => {
    const collection = collections.find(({ id }) => id === layer.collection)
    return collection ? [{ layer, collection }] : []
  })
}

/** What is listed first of the theme that leads. */
export function firstListed(themes: Theme[], chosen: string | null): string | undefined {
  const promising = themes.filter(({ indicators }) => indicators.length > 0)
  return (promising.find(({ id }) => id === chosen) ?? promising[0])?.layers[0]?.collection
}
