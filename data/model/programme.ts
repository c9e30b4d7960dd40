import { type Static, Type } from 'typebox'
import { addDays, startOf, today } from './day.ts'

/** How long a scene stays, in seconds. */
export const shortestStay = 5
export const longestStay = 3600
/** How many scenes a slot may have, and how many slots a programme. */
export const mostTurns = 60
export const mostSlots = 20
/** How long an address of a scene may be. */
const longestScene = 3000

/** A time of day by the county's clock; 24:00 is the end of the day. */
const TimeOfDay = Type.String({ pattern: '^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$' })

/** A scene of a programme, and for how long it stays. */
export const Turn = Type.Object(
  {
    scene: Type.String({
      pattern: '^\\?',
      maxLength: longestScene,
      description: '画面：总览地址中 ? 起的部分 · the scene: the address of the overview from its ? on',
    }),
    seconds: Type.Integer({
      minimum: shortestStay,
      maximum: longestStay,
      description: '停留几秒 · for how many seconds it stays',
    }),
  },
  { additionalProperties: false },
)
export type Turn = Static<typeof Turn>

/** Scenes that follow one another, over and over, on some days of the week between two times of the day. */
export const Slot = Type.Object(
  {
    days: Type.Array(Type.Integer({ minimum: 1, maximum: 7 }), {
      minItems: 1,
      maxItems: 7,
      uniqueItems: true,
      description: '星期几，1 为周一 · days of the week, 1 is Monday',
    }),
    from: TimeOfDay,
    to: TimeOfDay,
    turns: Type.Array(Turn, { minItems: 1, maxItems: mostTurns }),
  },
  { additionalProperties: false },
)
export type Slot = Static<typeof Slot>

/** What a display shows and when. Of slots that hold at the same time the first counts; where none does, the display rests. */
export const Programme = Type.Array(Slot, { maxItems: mostSlots })
export type Programme = Static<typeof Programme>

/** What no schema says of a programme: why it cannot be kept, each with its place. */
export function programmeFaults(programme: Programme): { at: string; detail: string }[] {
  return programme.flatMap(({ from, to, turns }, slot) => [
    // one over midnight would never hold
    ...(from < to
      ? []
      : [{ at: `${slot}/to`, detail: 'must be later than from; what lasts over midnight is two slots' }]),
    ...turns.flatMap(({ scene }, turn) =>
      /[\p{Cc}\p{Cs}]/u.test(scene)
        ? [{ at: `${slot}/turns/${turn}/scene`, detail: 'must hold no control characters' }]
        : [],
    ),
  ])
}

/** Where somebody put a display by hand: a turn of the slot that was on then. It goes on from there, or stays. */
export const Control = Type.Object({
  slot: Type.Integer(),
  turn: Type.Integer(),
  stays: Type.Boolean(),
  /** An ISO time, by the server's clock. */
  since: Type.String(),
})
export type Control = Static<typeof Control>

/** The turn at a moment: since when and until when it stays, in milliseconds of the epoch. */
export interface TurnNow {
  slot: number
  /** Which of its slot's turns; null while the display rests. */
  turn: number | null
  since: number
  until: number
  /** It is there, or goes on from where it was put, by hand. */
  byHand?: true
}

const minute = 60_000

/**
 * Which turn a programme is at. It depends on nothing but the programme, where somebody put it by hand, and the moment, so
 * displays that know the time march together, and one that starts anew lands where the others are. A slot's turns begin
 * anew each day at its `from`; what was done by hand holds until its slot ends.
 * @param moment milliseconds of the epoch, by the server's clock
 */
export function turnAt(programme: Programme, moment: number, control: Control | null = null): TurnNow {
  const day = today(new Date(moment))
  const midnight = startOf(day)
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay() || 7
  const spans = programme.map(({ days, from, to }) =>
    days.includes(weekday)
      ? { from: midnight + minutesOf(from) * minute, to: midnight + minutesOf(to) * minute }
      : null,
  )
  const slot = spans.findIndex((span) => span !== null && span.from <= moment && moment < span.to)
  // a clock that is a moment behind may hear of what was done by hand before its time
  const put = control === null ? [] : [Date.parse(control.since)].filter((since) => since > moment)
  const bounds = [...spans.flatMap((span) => (span ? [span.from, span.to] : [])), ...put]
  // until then no slot begins or ends
  const before = Math.max(midnight, ...bounds.filter((bound) => bound <= moment))
  const after = Math.min(startOf(addDays(day, 1)), ...bounds.filter((bound) => bound > moment))
  const turns = programme[slot]?.turns ?? []
  const round = turns.reduce((sum, { seconds }) => sum + seconds * 1000, 0)
  const began = spans[slot]?.from
  if (began === undefined || round === 0) return { slot, turn: null, since: before, until: after }
  const hand = byHand(control, slot, began, moment, turns.length)
  if (hand?.stays) return { slot, turn: hand.turn, since: Math.max(hand.from, before), until: after, byHand: true }
  const by = hand ? ({ byHand: true } as const) : {}
  const [start, first] = hand ? [hand.from, hand.turn] : [began, 0]
  let since = moment - ((moment - start) % round)
  for (let n = 0; n < turns.length; n++) {
    const turn = (first + n) % turns.length
    const until = since + (turns[turn]?.seconds ?? 0) * 1000
    if (moment < until) return { slot, turn, since: Math.max(since, before), until: Math.min(until, after), ...by }
    since = until
  }
  throw new Error('a round is the sum of its turns')
}

/** What was done by hand, where it still holds: within the slot it was done in, on the same day. */
function byHand(control: Control | null, slot: number, began: number, moment: number, turns: number) {
  if (control === null) return null
  const from = Date.parse(control.since)
  const holds = control.slot === slot && began <= from && from <= moment && control.turn < turns
  return holds ? { turn: control.turn, stays: control.stays, from } : null
}

function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  return hours * 60 + minutes
}
