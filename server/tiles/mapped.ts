import { Type } from 'typebox'
import type { Collection } from '#data/model/theme.ts'
import { findCollection } from '../features/collections.ts'
import { ProblemError } from '../http/problem.ts'
import type { Site } from '../site.ts'

/** Of how many collections one tile may be made. */
export const mostLayers = 8

/** The parameter that names the collections of a tile of several. */
export const Several = {
  collections: Type.String({
    description: `集合的编号，至多 ${mostLayers} 个，以逗号隔开 · ids of collections, at most ${mostLayers}, with commas between them`,
  }),
}

/** The ids in a list, each once. @throws {ProblemError} 400 for none, or more than one tile may hold */
export function readCollections(list: string): string[] {
  const ids = [...new Set(list.split(',').filter((id) => id !== ''))]
  if (ids.length >= 1 && ids.length <= mostLayers) return ids
  const detail = `must name 1 to ${mostLayers} collections`
  throw new ProblemError(400, `collections ${detail}.`, [{ at: 'querystring/collections', detail }])
}

/** @throws {ProblemError} 404 where there is none of that id, or it has no place on the map */
export async function findMapped(site: Site, id: string): Promise<Collection> {
  const collection = await findCollection(site, id)
  if (collection.shape === 'none') throw new ProblemError(404, `${id} has no place on the map, and so no tiles.`)
  return collection
}
