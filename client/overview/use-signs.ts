import { useMemo } from 'react'
import type { Layer, Theme } from '#data/model/theme.ts'
import type { Value } from '#data/model/thing.ts'
import { useThingsByState } from '../api/queries.ts'
import { type Signed, type Signs, signs } from '../map/signs.ts'

/** A thing of ground or water that carries a state, with all it is known by. */
export interface Stated extends Signed {
  layer: Layer
  properties: Record<string, Value>
}

/**
 * A theme's ground and waters that carry a state, asked for by state, so that the quiet ones are never fetched; and
 * whether some are still on their way.
 */
export function useStated(theme: Theme, at: string | null): { things: Stated[]; waiting: boolean } {
  const wanted = useMemo(() => wantedOf(theme), [theme])
  const answers = useThingsByState(wanted, at)
  const things = useMemo(
    () =>
      wanted.flatMap(({ layer, collection, mark }, index) => {
        const label = theme.collections.find(({ id }) => id === collection)?.label ?? ''
        return (answers[index]?.data?.features ?? []).flatMap(({ id, geometry, properties }) => {
          const known = { layer, collection, mark, properties, fid: Number(id), name: String(properties[label] ?? '') }
          return geometry ? [{ ...known, geometry }] : []
        })
      }),
    [theme, wanted, answers],
  )
  return { things, waiting: answers.some(({ isPending }) => isPending) }
}

/** What is asked for: of each layer that carries a state each value that is not quiet. */
function wantedOf(theme: Theme) {
  return theme.layers.flatMap((layer) =>
    layer.draw === 'ground' && layer.state
      ? Object.entries(layer.state.values)
          .filter(([, mark]) => mark !== 'quiet')
          .map(([value, mark]) => ({
            layer,
            collection: layer.collection,
            property: layer.state?.property ?? '',
            value,
            mark,
          }))
      : [],
  )
}

/** The signs for them. */
export function useSigns(theme: Theme, at: string | null): { signs: Signs; waiting: boolean } {
  const { things, waiting } = useStated(theme, at)
  return { signs: useMemo(() => signs(things), [things]), waiting }
}
