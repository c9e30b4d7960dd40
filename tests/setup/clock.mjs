// The clock of a run of the tests, imported in each of its processes. A run that begins in the last hour before
// midnight in China goes by a clock an hour behind: a county whose day changes between question and answer
// gives other figures, and rightly.
const anHour = 3_600_000
const intoTheDay = (Date.now() + 8 * anHour) % (24 * anHour)

// decided once for a run: the processes it starts are told
process.env['CLOCK_BEHIND'] ??= String(intoTheDay < 23 * anHour ? 0 : anHour)
const behind = Number(process.env['CLOCK_BEHIND'])

if (behind > 0 && !('behind' in Date)) {
  const Real = Object.assign(Date, { behind })
  const now = () => Real.now() - behind
  globalThis.Date = new Proxy(Real, {
    construct: (target, given, made) => Reflect.construct(target, given.length === 0 ? [now()] : given, made),
    get: (target, name) => (name === 'now' ? now : Reflect.get(target, name)),
  })
}
