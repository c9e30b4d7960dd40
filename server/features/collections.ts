import type { Collection, Property } from '#data/model/theme.ts'
import { notFound } from '../http/problem.ts'
import type { Site } from '../site.ts'

/** Of a site, what collections are found by. */
export type Shelf = Pick<Site, 'catalogue' | 'database'>

/** All collections of the county: what its themes declare, then the reference layers it was given. */
export async function allCollections(site: Shelf): Promise<Collection[]> {
  return [...site.catalogue.collections.values(), ...(await referenceLayers(site))]
}

/** @throws {ProblemError} 404 where there is none of that id */
export async function findCollection(site: Shelf, id: string): Promise<Collection> {
  const declared = site.catalogue.collections.get(id)
  if (declared !== undefined) return declared
  const layers = await referenceLayers(site)
  const found = layers.find((layer) => layer.id === id)
  if (found === undefined)
    throw notFound(
      'collection',
      id,
      (await allCollections(site)).map((c) => c.id),
    )
  return found
}

/** The properties that may hold a number: a file brought along holds nothing but texts. */
export function numbersOf({ properties }: Collection): Property[] {
  return properties.filter(({ type }) => ['integer', 'number', 'text'].includes(type))
}

async function referenceLayers(site: Shelf): Promise<Collection[]> {
  const rows = await site
    .database()
    .query<{ declaration: Collection }>('select declaration from reference_layers order by id')
  return rows.map((row) => row.declaration)
}
