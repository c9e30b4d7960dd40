/**
 * What a theme works out of its rows and SQL should not: a pure function in the theme's `derive.ts`, found by
 * name. It is given what the SQL function `<theme>_given(since)` reads, and what it makes of it goes to
 * `<theme>_keep(derived, since)`, which puts it in the place of what was kept from that day on and returns of how
 * many things the result is another. Days before `since` are left as they are.
 * @throws {CannotDerive} where a setting of the county makes no sense
 */
export type Derive = (given: unknown) => readonly object[]

/** Told to whoever changed the setting. */
export class CannotDerive extends Error {
  constructor(sentence: string) {
    super(sentence)
    this.name = 'CannotDerive'
  }
}
