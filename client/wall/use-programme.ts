import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { Display } from '#data/model/display.ts'
import { type TurnNow, turnAt } from '#data/model/programme.ts'
import { askDisplay } from '../api/queries.ts'
import { ServerClock } from './server-clock.ts'

/** How often a display is asked for anew, in milliseconds: its programme may have been changed, and its clock drifts. */
const often = 15_000
/** The longest wait for the next turn: a machine that slept wakes to a timer that is late. */
const longestWait = 1_000

const now = () => performance.now()
const clock = new ServerClock(now)

/** The time by the server's clock; by the one here until the server has told it. */
export function serverNow(): Date {
  return new Date(clock.now() ?? Date.now())
}

/** The display and the turn its programme is at by the server's clock; undefined until the server has told both once. */
export function useProgramme(id: string) {
  const answer = useQuery({
    queryKey: ['display', id],
    refetchInterval: often,
    refetchIntervalInBackground: true,
    queryFn: async ({ signal }): Promise<Display> => {
      const asked = now()
      const told = await askDisplay(id, signal)
      clock.hear({ asked, came: now(), server: Date.parse(told.now) })
      return told
    },
  })
  const programme = answer.data?.programme
  const [at, setAt] = useState<TurnNow | undefined>()
  useEffect(() => {
    if (programme === undefined) return
    let timer: ReturnType<typeof setTimeout>
    const look = () => {
      const moment = clock.now()
      if (moment === undefined) return
      const next = turnAt(programme, moment)
      setAt((before) => (before && same(before, next) ? before : next))
      timer = setTimeout(look, Math.min(next.until - moment, longestWait))
    }
    look()
    return () => clearTimeout(timer)
  }, [programme])
  return { display: answer.data, error: answer.error, at }
}

function same(a: TurnNow, b: TurnNow): boolean {
  return a.slot === b.slot && a.turn === b.turn && a.until === b.until
}
