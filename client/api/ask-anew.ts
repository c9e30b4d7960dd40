import type { Query, QueryClient } from '@tanstack/react-query'
import type { Health } from '#data/model/health.ts'

/** What the answer to a question rests on, where that is less than all there is. */
export type RestsOn = { figure: string } | { collection: string } | 'themes'

declare module '@tanstack/react-query' {
  interface Register {
    queryMeta: { restsOn?: RestsOn }
  }
}

/** Whether a server has what it had, and the day is the same, for another day is other data too. */
export function sameData(before: Health, now: Health): boolean {
  const named = ({ county, dataAsOf, today, versions, themes }: Health) =>
    JSON.stringify([county, dataAsOf, today, versions, themes])
  return named(before) === named(now)
}

/**
 * Asks anew for what is shown of the county's data and may be another by now, and for what could not be had; and marks all
 * such as outdated. One question after another, each in a task of its own: together they would hold the page for longer than
 * a picture of the map may take.
 * @param before what the server said of its data when it was last asked for
 * @param now and what it says now, which is not the same
 */
export async function askAnew(client: QueryClient, before: Health, now: Health): Promise<void> {
  const all = isAnother(before, now)
  const predicate = ({ queryKey: [kind], meta, state }: Query) =>
    kind === 'data' && (all || state.isInvalidated || state.status === 'error' || mayDiffer(meta?.restsOn, before, now))
  // an answer on its way may be of before
  await client.cancelQueries({ predicate })
  await client.invalidateQueries({ predicate, refetchType: 'none' })
  for (const { queryKey } of client.getQueryCache().findAll({ predicate, type: 'active' })) {
    void client.refetchQueries({ queryKey, exact: true })
    await new Promise((resolve) => setTimeout(resolve))
  }
}

/** Whether it is another day or another county, or the same county from a backup: versions only rise where all goes its way. */
function isAnother(before: Health, now: Health): boolean {
  const sank = Object.entries(before.versions).some(([name, version]) => (now.versions[name] ?? 0) < version)
  const told = ({ versions, themes }: Health) => JSON.stringify([versions, themes])
  return before.today !== now.today || before.county.code !== now.county.code || sank || told(before) === told(now)
}

function mayDiffer(restsOn: RestsOn | undefined, before: Health, now: Health): boolean {
  if (restsOn === undefined) return true
  if (restsOn === 'themes') return before.themes !== now.themes
  return 'figure' in restsOn
    ? before.figures[restsOn.figure] !== now.figures[restsOn.figure]
    : before.versions[restsOn.collection] !== now.versions[restsOn.collection]
}
