import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ServerClock } from '#client/wall/server-clock.ts'
import { type Control, type Programme, type Slot, turnAt } from '#data/model/programme.ts'

const everyDay = [1, 2, 3, 4, 5, 6, 7]
const turns = (...seconds: number[]) => seconds.map((one, index) => ({ scene: `?theme=t${index}`, seconds: one }))
const slot = (from: string, to: string, ...seconds: number[]): Slot => ({
  days: everyDay,
  from,
  to,
  turns: turns(...seconds),
})
/** A moment of a day, by the clock of China. */
const at = (time: string, day = '2026-11-24') => Date.parse(`${day}T${time}+08:00`)

const anyTime = fc.integer({ min: 0, max: 24 * 60 })
const text = (minutes: number) =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
const anySlot = fc
  .record({
    days: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 7 }),
    ends: fc.tuple(anyTime, anyTime).filter(([a, b]) => a !== b),
    seconds: fc.array(fc.integer({ min: 5, max: 3600 }), { minLength: 1, maxLength: 6 }),
  })
  .map(({ days, ends, seconds }): Slot => {
    const [from = 0, to = 0] = ends.toSorted((a, b) => a - b)
    return { days, from: text(from), to: text(to), turns: turns(...seconds) }
  })
const anyProgramme = fc.array(anySlot, { maxLength: 4 })
const anyMoment = fc.integer({ min: at('00:00:00'), max: at('00:00:00', '2026-12-08') })

describe('the turn of a programme', () => {
  const programme: Programme = [slot('12:00', '13:00', 600), slot('08:00', '18:00', 20, 10, 30)]

  it.each([
    ['07:59:59.999', null],
    ['08:00:00', 0],
    ['08:00:19.999', 0],
    ['08:00:20', 1],
    ['08:00:30', 2],
    ['08:01:00', 0],
    ['17:59:59', 2],
    ['18:00:00', null],
  ])('at %s is %s', (time, turn) => {
    expect(turnAt(programme, at(time)).turn).toBe(turn)
  })

  it('is of the first slot that holds, and of the other again afterwards', () => {
    expect(turnAt(programme, at('11:59:59')).slot).toBe(1)
    expect(turnAt(programme, at('12:30:00'))).toMatchObject({ slot: 0, turn: 0 })
    expect(turnAt(programme, at('13:00:00'))).toMatchObject({ slot: 1, turn: 0 })
  })

  it('is none on days on which no slot holds, and until midnight then', () => {
    const weekdays: Programme = [{ ...slot('00:00', '24:00', 20), days: [1, 2, 3, 4, 5] }]
    expect(turnAt(weekdays, at('10:00:00', '2026-11-28'))).toEqual({
      slot: -1,
      turn: null,
      since: at('00:00:00', '2026-11-28'),
      until: at('00:00:00', '2026-11-29'),
    })
    expect(turnAt(weekdays, at('23:59:59', '2026-11-27')).turn).toBe(0)
  })

  it('holds its moment, stays the same from its beginning to its end, and no longer than it may', () => {
    fc.assert(
      fc.property(anyProgramme, anyMoment, fc.double({ min: 0, max: 1, noNaN: true }), (any, moment, share) => {
        const now = turnAt(any, moment)
        expect(now.since).toBeLessThanOrEqual(moment)
        expect(now.until).toBeGreaterThan(moment)
        const other = Math.floor(now.since + share * (now.until - 1 - now.since))
        expect(turnAt(any, other)).toEqual(now)
        const { seconds } = any[now.slot]?.turns[now.turn ?? -1] ?? {}
        if (seconds !== undefined) expect(now.until - now.since).toBeLessThanOrEqual(seconds * 1000)
      }),
    )
  })

  it('is followed by the next of its slot, or by that of another', () => {
    fc.assert(
      fc.property(anyProgramme, anyMoment, (any, moment) => {
        const now = turnAt(any, moment)
        const next = turnAt(any, now.until)
        expect(next.since).toBe(now.until)
        const of = any[now.slot]?.turns.length ?? 0
        const whole = now.until - now.since === (any[now.slot]?.turns[now.turn ?? -1]?.seconds ?? 0) * 1000
        if (next.slot === now.slot && now.turn !== null && whole && next.turn !== now.turn) {
          expect([0, (now.turn + 1) % of]).toContain(next.turn)
        }
      }),
    )
  })
})

describe('a display that was put somewhere by hand', () => {
  const programme: Programme = [slot('12:00', '13:00', 600), slot('08:00', '18:00', 20, 10, 30)]
  const put = (turn: number, stays: boolean, time = '09:00:05', slot = 1): Control => ({
    slot,
    turn,
    stays,
    since: new Date(at(time)).toISOString(),
  })

  it.each([
    ['goes on from there', put(2, false), '09:00:34.999', 2],
    ['goes on to the first after the last', put(2, false), '09:00:35', 0],
    ['goes round', put(2, false), '09:01:05', 2],
    ['stays', put(1, true), '11:59:59', 1],
    ['is by its programme before', put(1, true), '09:00:04', 0],
    ['is let go as its slot ends', put(1, true), '12:00:00', 0],
    ['is in its old place where its slot comes back the same day', put(1, true), '13:00:00', 1],
    ['knows a turn that is none any more', put(3, true), '09:00:06', 0],
  ])('%s', (_what, control, time, turn) => {
    expect(turnAt(programme, at(time), control).turn).toBe(turn)
  })

  it('is by its programme the next day', () => {
    expect(turnAt(programme, at('09:00:05', '2026-11-25'), put(1, true))).toEqual(
      turnAt(programme, at('09:00:05', '2026-11-25')),
    )
  })

  it('that was put there begins no sooner than it is the same until its end', () => {
    const both = [slot('00:00', '00:02', 5), slot('00:00', '00:01', 5)]
    const control = { slot: 0, turn: 0, stays: true, since: new Date(at('00:00:00')).toISOString() }
    expect(turnAt(both, at('00:00:30'), control)).toMatchObject({ since: at('00:00:00'), until: at('00:01:00') })
    expect(turnAt(both, at('00:01:00'), control)).toMatchObject({ since: at('00:01:00'), until: at('00:02:00') })
  })

  it('is somewhere at any moment, and the same from its beginning to its end', () => {
    const anyControl = fc.record({
      slot: fc.integer({ min: 0, max: 3 }),
      turn: fc.integer({ min: 0, max: 5 }),
      stays: fc.boolean(),
      since: anyMoment.map((moment) => new Date(moment).toISOString()),
    })
    fc.assert(
      fc.property(
        anyProgramme,
        anyMoment,
        anyControl,
        fc.double({ min: 0, max: 1, noNaN: true }),
        (any, moment, control, share) => {
          const now = turnAt(any, moment, control)
          expect(now.since).toBeLessThanOrEqual(moment)
          expect(now.until).toBeGreaterThan(moment)
          // before it was put there it went by its programme
          const from = Math.max(now.since, Date.parse(control.since) <= moment ? Date.parse(control.since) : 0)
          const other = Math.floor(from + share * (now.until - 1 - from))
          expect(turnAt(any, other, control)).toEqual(now)
        },
      ),
    )
  })
})

describe('displays whose clocks are minutes off, and which the server answers late', () => {
  it('are within half a second of one another, over a day', () => {
    const programme: Programme = [slot('00:00', '24:00', 20, 7, 33, 60)]
    const late = seeded(7)
    const displays = [-300_000, 0, 300_000].map((off) => {
      let real = 0
      const clock = new ServerClock(() => real + off)
      return {
        ask(moment: number) {
          const [there, back] = [late() * 400, late() * 400]
          clock.hear({ asked: moment + off, came: moment + there + back + off, server: moment + there })
        },
        turn(moment: number) {
          real = moment
          const now = clock.now()
          if (now === undefined) throw new Error('the server has not told its time')
          return { now, ...turnAt(programme, now) }
        },
      }
    })
    const [start, end] = [at('00:00:00'), at('00:00:00', '2026-11-25')]
    for (let moment = start + 1000; moment < end; moment += 5000 + Math.round(late() * 1000)) {
      if ((moment - start) % 30_000 < 6000) for (const one of displays) one.ask(moment)
      if (moment - start < 40_000) continue
      const turns = displays.map((one) => one.turn(moment))
      for (const one of turns) expect(Math.abs(one.now - moment)).toBeLessThan(500)
      for (const one of turns) {
        for (const two of turns) {
          // where two differ, one of them has just changed or is just about to
          if (one.turn !== two.turn) expect(Math.min(one.now - one.since, one.until - one.now)).toBeLessThan(500)
        }
      }
    }
  })

  it('follow a clock that was put right at its first word, however late that comes', () => {
    let now = 0
    const clock = new ServerClock(() => now)
    clock.hear({ asked: 0, came: 10, server: 1_000_005 })
    clock.hear({ asked: 20_000, came: 20_600, server: 1_020_300 })
    now = 21_000
    expect(clock.now()).toBe(1_021_000)
    clock.hear({ asked: 40_000, came: 40_600, server: 2_000_300 })
    now = 41_000
    expect(clock.now()).toBe(2_001_000)
  })

  it('know nothing until the server told its time once', () => {
    expect(new ServerClock(() => 0).now()).toBeUndefined()
  })
})

/** The same numbers from 0 to 1 each time. */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return state / 2_147_483_648
  }
}
