import type { QueryClient } from '@tanstack/react-query'

/**
 * Asks anew for all that is shown of the county's data, and marks all else as outdated. One question after another, each
 * in a task of its own: together they would hold the page for longer than a picture of the map may take.
 */
export async function askAnew(client: QueryClient): Promise<void> {
  await client.invalidateQueries({ queryKey: ['data'], refetchType: 'none' })
  for (const { queryKey } of client.getQueryCache().findAll({ queryKey: ['data'], type: 'active' })) {
    void client.refetchQueries({ queryKey, exact: true })
    await new Promise((resolve) => setTimeout(resolve))
  }
}
