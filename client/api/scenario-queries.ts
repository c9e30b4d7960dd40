import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Scenario, ScenarioGiven } from '#data/model/scenario.ts'
import { change, get } from './get.ts'

const key = ['scenarios']

/** All that are kept, the last changed first. */
export function useScenarios() {
  return useQuery({
    queryKey: key,
    queryFn: ({ signal }) => get<{ scenarios: Scenario[] }>('scenarios', {}, signal),
    select: ({ scenarios }) => scenarios,
  })
}

/** One of them, also one that is too old for the list. */
export function useScenario(id: string | null) {
  return useQuery({
    queryKey: [...key, id],
    queryFn: ({ signal }) => get<Scenario>(`scenarios/${id}`, {}, signal),
    enabled: id !== null,
  })
}

/** Ways to keep, change and let go of them. After one was let go, `again` asks for those that are left. */
export function useKeeping() {
  const client = useQueryClient()
  const onSuccess = () => client.invalidateQueries({ queryKey: key })
  return {
    keep: useMutation({
      mutationFn: (given: ScenarioGiven) => change<Scenario>('POST', 'scenarios', given),
      onSuccess,
    }),
    alter: useMutation({
      mutationFn: ({ id, ...given }: ScenarioGiven & { id: string }) =>
        change<Scenario>('PUT', `scenarios/${id}`, given),
      onSuccess,
    }),
    remove: useMutation({ mutationFn: (id: string) => change<void>('DELETE', `scenarios/${id}`, null) }),
    // not the one that is gone, which is still shown for a moment
    again: () => client.invalidateQueries({ queryKey: key, exact: true }),
  }
}
