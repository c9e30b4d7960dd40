import type { Collection } from '#data/model/theme.ts'
import { allCollections } from '../features/collections.ts'
import { ProblemError } from '../http/problem.ts'
import type { Site } from '../site.ts'

const shapes = { candidates: 'point', forbidden: 'polygon' } as const

/**
 * A layer that a question names; undefined where it names none.
 * @throws {ProblemError} 400 where there is none that holds such shapes
 */
export async function layerOf(
  site: Site,
  parameter: keyof typeof shapes,
  id: string | undefined,
): Promise<Collection | undefined> {
  if (id === undefined) return undefined
  // a file brought along may hold anything
  const good = (await allCollections(site)).filter(({ shape }) => shape === shapes[parameter] || shape === 'any')
  const layer = good.find((one) => one.id === id)
  if (layer === undefined) throw fault(parameter, `must be one of ${good.map((one) => one.id).join(', ')}`)
  return layer
}

/** That a part of a question cannot be taken. */
export function fault(parameter: string, detail: string): ProblemError {
  return new ProblemError(400, `${parameter} ${detail}.`, [{ at: `body/${parameter}`, detail }])
}
