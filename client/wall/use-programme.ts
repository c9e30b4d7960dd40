import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { Display } from '#data/model/display.ts'
import { longestStay, type Programme, type TurnNow, turnAt } from '#data/model/programme.ts'
import { askDisplay } from '../api/display-queries.ts'
import { ServerClock } from './server-clock.ts'

/** How often a display is asked for anew, in milliseconds: its programme may have been changed, and its clock drifts. */
const often = 15_000
/** How long before its time a scene is made ready, in milliseconds. */
const ahead = 5_000
/** The longest wait for the next turn: a machine that slept wakes to a timer that is late. */
const longestWait = 1_000

const now = () => performance.now()
const clock = new ServerClock(now)
/** By how much the server's clock was ahead of the one here when it last told its time, in milliseconds. */
let lead = 0

/** The time by the server's clock; until it has told it to this page, by the one here and what was known of both. */
export function serverNow(): Date {
  return new Date(clock.now() ?? Date.now() + lead)
}

/**
 * The display, the turn its programme is at by the server's clock and, shortly before its time, the scene that comes
 * next; undefined until the server has told both once.
 * @param scene what is shown instead of its programme, before anybody puts it there
 */
export function useProgramme(id: string, scene: string | null) {
  const answer = useQuery({
    queryKey: ['display', id],
    refetchInterval: often,
    refetchIntervalInBackground: true,
    queryFn: async ({ signal }): Promise<Display> => {
      const asked = now()
      const told = await askDisplay(id, signal)
      clock.hear({ asked, came: now(), server: Date.parse(told.now) })
      return scene === null ? told : { ...told, programme: allDay(scene), control: null }
    },
  })
  const { programme, control = null } = answer.data ?? {}
  if (answer.data) lead = Date.parse(answer.data.now) - answer.dataUpdatedAt
  // all of one moment: a turn is never read from the programme of another
  const [looked, setLooked] = useState<Looked>({})
  useEffect(() => {
    if (programme === undefined) return
    let timer: ReturnType<typeof setTimeout>
    const look = () => {
      const moment = serverNow().getTime()
      const at = turnAt(programme, moment, control)
      const soon = at.until - moment <= ahead
      const coming = soon ? sceneOf(programme, turnAt(programme, at.until, control)) : undefined
      const next = { at, scene: sceneOf(programme, at), coming }
      setLooked((before) => (isSame(before, next) ? before : next))
      timer = setTimeout(look, Math.min(at.until - moment, longestWait))
    }
    look()
    return () => clearTimeout(timer)
  }, [programme, control])
  return { display: answer.data, error: answer.error, ...looked }
}

/** What is on, and the scene that comes next. */
interface Looked {
  at?: TurnNow
  scene?: string | undefined
  coming?: string | undefined
}

function sceneOf(programme: Programme, { slot, turn }: TurnNow): string | undefined {
  return turn === null ? undefined : programme[slot]?.turns[turn]?.scene
}

function allDay(scene: string): Programme {
  return [{ days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '24:00', turns: [{ scene, seconds: longestStay }] }]
}

function isSame(a: Looked, b: Looked): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}
