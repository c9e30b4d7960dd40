import { type Static, Type } from 'typebox'

/** How long what a scenario is given with may be, in characters. */
export const longest = { name: 80, note: 2000, scene: 20_000 }

/**
 * What a planner gives to be kept. The schema says what each is made of and `scenarioFaults` the rest, for a name is
 * measured without the spaces round it.
 */
export const ScenarioGiven = Type.Object(
  {
    name: Type.String({
      minLength: 1,
      description: `叫什么，去掉首尾空格后至多 ${longest.name} 个字符 · what it is called, at most ${longest.name} characters without the spaces round it`,
    }),
    note: Type.Optional(Type.String({ maxLength: longest.note, description: '说明 · what is to be said of it' })),
    scene: Type.String({
      minLength: 1,
      maxLength: longest.scene,
      description: '画面：页面地址中 ? 起的部分 · the scene: the address of the page from its ? on',
    }),
  },
  { additionalProperties: false },
)
export type ScenarioGiven = Static<typeof ScenarioGiven>

/** A scene that is kept: the whole state of the page, as the query of its address, under a short id. */
export const Scenario = Type.Object({
  id: Type.String({ pattern: '^[a-z2-9]{8}$' }),
  name: Type.String(),
  /** Empty where nothing is said. */
  note: Type.String(),
  scene: Type.String(),
  /** ISO times. */
  created: Type.String(),
  changed: Type.String(),
})
export type Scenario = Static<typeof Scenario>

/** The scenarios of a county, the newest change first. */
export const Scenarios = Type.Object({ scenarios: Type.Array(Scenario) })
export type Scenarios = Static<typeof Scenarios>

/** Signs that are no text, and halves of signs, which no database keeps as they are. */
const noText = /[\p{Cc}\p{Cs}]/u
const noLines = /[^\P{Cc}\n\r\t]|\p{Cs}/u
const blank = /^[\p{Z}\p{Cf}]*$/u

/** Why what was given cannot be kept, each with the member it is about; none where it can. */
export function scenarioFaults({ name, note = '', scene }: ScenarioGiven): { member: string; detail: string }[] {
  const called = name.trim()
  const control = 'must hold no control characters'
  return [
    ...(blank.test(called) ? [{ member: 'name', detail: 'must hold something to read' }] : []),
    ...([...called].length > longest.name
      ? [{ member: 'name', detail: `must not have more than ${longest.name} characters` }]
      : []),
    ...(noText.test(called) ? [{ member: 'name', detail: control }] : []),
    ...(noLines.test(note) ? [{ member: 'note', detail: `${control} but ends of lines and tabs` }] : []),
    ...(scene.startsWith('?') ? [] : [{ member: 'scene', detail: 'must begin with ?, as the query of an address' }]),
    ...(noText.test(scene) ? [{ member: 'scene', detail: control }] : []),
  ]
}
