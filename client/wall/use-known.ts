import { type UseQueryResult, useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import type { Health } from '#data/model/health.ts'
import { serverNow } from './use-programme.ts'

/** How old the server's last word may be before it counts as away, in milliseconds; it is asked for twice as often. */
const longest = 60_000

/** How the server is, as far as it is known here, and as of when what is shown was what it had. */
export function useKnown(health: UseQueryResult<Health>) {
  const client = useQueryClient()
  // when the server last said that what is shown is what it has
  const known = useRef(0)
  const answered = health.isError ? ('away' as const) : health.data?.status
  if (answered === 'ok') known.current = health.dataUpdatedAt
  // what was kept from before the page began is not yet what the server has
  const status = answered === 'ok' && Date.now() - known.current > longest ? ('away' as const) : answered
  const away = status === 'away' ? ('offline' as const) : status === 'ok' ? ('live' as const) : ('stale' as const)
  // figures of which it had said that they are no longer so, and that could not be had anew
  const outdated =
    away === 'live'
      ? []
      : client
          .getQueryCache()
          .findAll({ queryKey: ['data'], type: 'active' })
          .filter(({ state, queryKey }) => state.isInvalidated && state.data !== undefined && queryKey[1] !== 'themes')
          .map(({ state }) => state.dataUpdatedAt)
  const asOf = new Date(serverNow().getTime() - (Date.now() - Math.min(known.current, ...outdated)))
  return { status, away, asOf }
}
