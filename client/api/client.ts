import { QueryCache, QueryClient } from '@tanstack/react-query'
import { refused, worthRetrying } from './queries.ts'

/**
 * What keeps the server's answers for a page, and asks for them.
 * @param gcTime how long an answer that nobody looks at is kept, in milliseconds
 */
export function newClient(gcTime = 30 * 60_000): QueryClient {
  const client = new QueryClient({
    queryCache: new QueryCache({
      // Whatever could not be had, the server itself is asked at once how it is, and not when its turn comes.
      onError: (error, { queryKey: [what] }) => {
        if (what !== 'health' && !refused(error)) void client.refetchQueries({ queryKey: ['health'] })
      },
    }),
    defaultOptions: {
      queries: {
        staleTime: 60_000,
        gcTime,
        retry: worthRetrying,
        refetchOnWindowFocus: false,
        // A county's own network need not lead anywhere else: what the browser believes of the internet decides nothing.
        networkMode: 'always',
      },
      mutations: { networkMode: 'always' },
    },
  })
  return client
}
