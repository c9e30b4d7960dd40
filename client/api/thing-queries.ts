import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import type { Photos } from '#data/model/photo.ts'
import type { Pick } from '../scene/scene.ts'
import { get } from './get.ts'
import type { ThingPage, Versions } from './types.ts'

/** Every version of a thing, and what was corrected in its record. */
export function useVersions({ collection, fid }: Pick) {
  return useQuery({
    queryKey: ['data', 'versions', collection, fid],
    queryFn: ({ signal }) => get<Versions>(`collections/${collection}/items/${fid}/versions`, {}, signal),
  })
}

/** The photos of a thing. */
export function usePhotos({ collection, fid }: Pick) {
  return useQuery({
    queryKey: ['data', 'photos', collection, fid],
    queryFn: ({ signal }) => get<Photos>(`collections/${collection}/items/${fid}/photos`, {}, signal),
  })
}

/** Which things of a collection are listed. */
export interface Listed {
  collection: string
  at: string | null
  /** Only what counts in this unit. */
  area: string | null
  /** Only what has this value of a property. */
  state: { property: string; value: string } | null
  /** Only what holds this text. */
  text: string
}

const pageSize = 500

/** The things of a collection, page after page as they are wanted, without their shapes. */
export function useListed({ collection, at, area, state, text }: Listed) {
  return useInfiniteQuery({
    queryKey: ['data', 'listed', collection, at, area, state?.property, state?.value, text],
    initialPageParam: null as string | null,
    // While another filter is asked for, the rows of the one before stay.
    placeholderData: keepPreviousData,
    queryFn: ({ signal, pageParam }) =>
      get<ThingPage>(
        `collections/${collection}/items`,
        {
          ...(state ? { [state.property]: state.value } : {}),
          datetime: at,
          within: area,
          q: text || null,
          skipGeometry: 'true',
          placed: 'true',
          limit: pageSize,
          after: pageParam,
        },
        signal,
      ),
    getNextPageParam: ({ links }) => {
      const next = links.find(({ rel }) => rel === 'next')
      return next ? new URL(next.href).searchParams.get('after') : null
    },
  })
}
