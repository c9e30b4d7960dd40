import type { Query, QueryClient } from '@tanstack/react-query'
import type { Health } from '#data/model/health.ts'

/** What the answer to a question rests on, where that is less than all the county's data: part of it, or what the server came with. */
export type RestsOn = { figure: string } | { collection: string } | 'server'

declare module '@tanstack/react-query' {
  interface Register {
    queryMeta: { restsOn?: RestsOn }
  }
}

/**
 * Asks anew for what is shown of the county's data and may be another by now, and marks all such as outdated. One question
 * after another, each in a task of its own: together they would hold the page for longer than a picture of the map may take.
 * @param before what the server said of its data when it was last asked for
 * @param now and what it says now
 */
export async function askAnew(client: QueryClient, before: Health, now: Health): Promise<void> {
  const predicate = ({ queryKey: [kind], meta }: Query) => kind === 'data' && mayDiffer(meta?.restsOn, before, now)
  await client.invalidateQueries({ predicate, refetchType: 'none' })
  for (const { queryKey } of client.getQueryCache().findAll({ predicate, type: 'active' })) {
    void client.refetchQueries({ queryKey, exact: true })
    await new Promise((resolve) => setTimeout(resolve))
  }
}

function mayDiffer(restsOn: RestsOn | undefined, before: Health, now: Health): boolean {
  if (restsOn === undefined || before.today !== now.today) return true
  if (restsOn === 'server') return before.version !== now.version
  return 'figure' in restsOn
    ? before.figures[restsOn.figure] !== now.figures[restsOn.figure]
    : before.versions[restsOn.collection] !== now.versions[restsOn.collection]
}
