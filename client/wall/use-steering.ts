import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Display, Steering } from '#data/model/display.ts'
import type { TurnNow } from '#data/model/programme.ts'
import { steer } from '../api/display-queries.ts'

/** What lets this page steer a display from elsewhere than its server: it stands behind the # and is sent to nobody. */
const token = location.hash.slice(1) || null

/** Ways to steer a display from where it stands; none while it rests. */
export function useSteering(id: string, display: Display | undefined, at: TurnNow | undefined) {
  const client = useQueryClient()
  const steering = useMutation({
    mutationFn: (to: Steering | null) => steer(id, to, token),
    // what is on now is worked out from what the server has, here as on every screen
    onSettled: () => client.invalidateQueries({ queryKey: ['display', id] }),
    // nobody looks back at what was pressed before
    gcTime: 0,
  })
  const turn = at?.turn ?? null
  const turns = (at && display?.programme[at.slot]?.turns) ?? []
  const byHand = at?.byHand ?? false
  const stays = byHand && (display?.control?.stays ?? false)
  // whoever presses twice before the first has arrived means the one after the next
  const from = (steering.isPending ? steering.variables?.turn : undefined) ?? turn
  const put = (to: number, stay: boolean) => steering.mutate({ turn: (to + turns.length) % turns.length, stays: stay })
  return {
    turns,
    turn,
    /** Whether it is where somebody put it, and whether it stays there. */
    byHand,
    stays,
    error: steering.error,
    ways:
      turn === null || from === null || turns.length === 0
        ? null
        : {
            next: () => put(from + 1, stays),
            previous: () => put(from - 1, stays),
            jump: (to: number) => put(to, stays),
            /** Stays where it is, or goes on from there. */
            toggle: () => put(turn, !stays),
            release: () => steering.mutate(null),
          },
  }
}
