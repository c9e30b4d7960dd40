import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Arranged, Display, DisplayGiven, Displays, Steering, Told } from '#data/model/display.ts'
import { change, get, quickly } from './get.ts'

/** How often one looks after the screens, in milliseconds. */
const often = 10_000
const key = ['displays']

/** What a display of the wall shows, and by what time. */
export function askDisplay(id: string, signal: AbortSignal): Promise<Display> {
  return get(`displays/${encodeURIComponent(id)}`, {}, signal, [], quickly)
}

/** A screen tells that it is there, and how it is. */
export function tellScreen(id: string, told: Told): Promise<void> {
  return change('POST', `displays/${encodeURIComponent(id)}/screens`, told)
}

/** Puts a display to a turn; or, with none, lets it go by its programme again. */
export function steer(id: string, to: Steering | null, token: string | null): Promise<unknown> {
  return change(to ? 'PUT' : 'DELETE', `displays/${encodeURIComponent(id)}/control`, to, token)
}

/** All displays with their programmes and screens, looked after while they are looked at. */
export function useDisplays() {
  return useQuery({
    queryKey: key,
    queryFn: ({ signal }) => get<Displays>('displays', {}, signal),
    refetchInterval: often,
  })
}

/** Ways to put a display up, to change it and to take it down. */
export function useArranging() {
  const client = useQueryClient()
  const onSuccess = () => client.invalidateQueries({ queryKey: key })
  return {
    put: useMutation({
      mutationFn: ({ id, ...given }: DisplayGiven & { id: string }) => change<Arranged>('PUT', `displays/${id}`, given),
      onSuccess,
    }),
    remove: useMutation({ mutationFn: (id: string) => change<void>('DELETE', `displays/${id}`, null), onSuccess }),
  }
}
