import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { doneAgain, noSteps, type Steps, stepped, type Trial, takenBack } from '#client/planner/steps.ts'

const trial = (n: number): Trial => ({ sites: [{ lng: 114, lat: n }], without: [], barred: [] })
const none: Steps = noSteps

describe('steps of a trial', () => {
  it('are taken back and done again, one by one', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 0, max: 25 }), (made, back) => {
        let steps = none
        let now = trial(0)
        for (let n = 1; n <= made; n++) [steps, now] = [stepped(steps, now), trial(n)]
        let taken = 0
        for (let go = takenBack(steps, now); go && taken < back; go = takenBack(steps, now)) {
          ;[steps, now] = go
          taken += 1
        }
        expect(now).toEqual(trial(made - taken))
        for (let go = doneAgain(steps, now); go; go = doneAgain(steps, now)) [steps, now] = go
        expect(now).toEqual(trial(made))
      }),
    )
  })

  it('that were taken back are gone after another one', () => {
    const [steps, now] = takenBack(stepped(none, trial(0)), trial(1)) ?? [none, trial(9)]
    expect(now).toEqual(trial(0))
    expect(doneAgain(stepped(steps, now), trial(2))).toBeNull()
  })

  it('are none at first, and not endless', () => {
    expect(takenBack(none, trial(0))).toBeNull()
    expect(doneAgain(none, trial(0))).toBeNull()
    let steps = none
    for (let n = 0; n < 500; n++) steps = stepped(steps, trial(n))
    expect(steps.past).toHaveLength(200)
    expect(steps.past.at(-1)).toEqual(trial(499))
  })
})
