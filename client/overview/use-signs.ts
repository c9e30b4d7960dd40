import { useMemo } from 'react'
import type { Theme } from '#data/model/theme.ts'
import { useThingsByState } from '../api/queries.ts'
import { type Signs, signs } from '../map/signs.ts'

/**
 * The signs for a theme's ground and waters, asked for by state, so that the quiet ones are never fetched; and whether
 * some are still on their way.
 */
export function useSigns(theme: Theme, at: string | null): { signs: Signs; waiting: boolean } {
  const wanted = theme.layers.flatMap(({ draw, collection, state }) =>
    draw === 'ground' && state
      ? Object.entries(state.values)
          .filter(([, mark]) => mark !== 'quiet')
          .map(([value, mark]) => ({ collection, property: state.property, value, mark }))
      : [],
  )
  const answers = useThingsByState(wanted, at)
  const fetched = answers.map(({ dataUpdatedAt }) => dataUpdatedAt).join()
  // biome-ignore lint/correctness/useExhaustiveDependencies: the answers are new arrays each time; when they were fetched tells whether they differ.
  const laid = useMemo(() => {
    const things = wanted.flatMap(({ collection, mark }, index) => {
      const label = theme.collections.find(({ id }) => id === collection)?.label ?? ''
      return (answers[index]?.data?.features ?? []).flatMap(({ id, geometry, properties }) =>
        geometry ? [{ collection, mark, geometry, fid: Number(id), name: String(properties[label] ?? '') }] : [],
      )
    })
    return signs(things)
  }, [theme, fetched])
  return { signs: laid, waiting: answers.some(({ isPending }) => isPending) }
}
