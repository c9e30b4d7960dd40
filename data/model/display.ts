import { type Static, Type } from 'typebox'
import { Control, Programme, programmeFaults } from './programme.ts'

/** How long the name of a display for people may be, in characters. */
export const longestTitle = 60
/** How many errors a screen tells of, and how long each may be. */
export const mostErrors = 10
export const longestError = 300

/** A name of a display, as it stands in the address of its wall. */
export const DisplayId = Type.String({
  pattern: '^[a-z0-9][a-z0-9-]{0,31}$',
  description: '屏的名字，如 demo · the display’s name, such as demo',
})

/** How a display looks and speaks, whatever its scenes say, and how its picture lies in its window. */
export const Profile = Type.Object(
  {
    skin: Type.Enum(['ink', 'silk']),
    lang: Type.Enum(['zh-CN', 'en']),
    fit: Type.Optional(
      Type.Enum(['native', 'contain'], {
        description:
          'native 按屏的形状排满，contain 保持 16:9 居中 · native fills the display in a layout for its shape, contain keeps to 16:9 in the middle',
      }),
    ),
    stretch: Type.Optional(
      Type.Number({
        minimum: 0.25,
        maximum: 4,
        description:
          '控制器把画面横向拉宽几倍，网页先压窄几倍 · how many times as wide a controller stretches the picture, which is drawn so much narrower',
      }),
    ),
  },
  { additionalProperties: false },
)
export type Profile = Static<typeof Profile>

/** What a display is given with. The schema says what each is made of and `displayFaults` the rest. */
export const DisplayGiven = Type.Object(
  {
    title: Type.String({
      minLength: 1,
      maxLength: longestTitle,
      description: '叫什么，在哪里 · what it is called, or where it hangs',
    }),
    profile: Profile,
    programme: Programme,
  },
  { additionalProperties: false },
)
export type DisplayGiven = Static<typeof DisplayGiven>

/** To which turn of the slot that is on now a display is put, and whether it stays there. */
export const Steering = Type.Object(
  {
    turn: Type.Integer({ minimum: 0, description: '第几幕，自 0 数 · which of its turns, from 0' }),
    stays: Type.Boolean({ description: '停在这一幕，还是从它接着放 · whether it stays there or goes on from it' }),
  },
  { additionalProperties: false },
)
export type Steering = Static<typeof Steering>

/** A display with all it needs to run, and the server's time, by which it runs. */
export const Display = Type.Object({
  id: DisplayId,
  title: Type.String(),
  profile: Profile,
  programme: Programme,
  /** Where somebody put it by hand; null where nobody did. */
  control: Type.Union([Control, Type.Null()]),
  /** Which build of the wall's page the server has; null where it has none, as in development. */
  build: Type.Union([Type.String(), Type.Null()]),
  /** ISO, to the millisecond. */
  now: Type.String(),
})
export type Display = Static<typeof Display>

/** What a screen tells of itself, and that it is there. */
export const Told = Type.Object(
  {
    /** Made up by the screen, and the same after it starts anew. */
    screen: Type.String({
      pattern: '^[a-z0-9]{8,32}$',
      description: '屏幕自取的编号，重开不变 · made up by the screen, the same after it starts anew',
    }),
    build: Type.String({ maxLength: 100, description: '网页的版本 · the build of its page' }),
    scene: Type.String({ maxLength: 20, description: '在放哪一幕，如 0.2 · the scene it shows, such as 0.2' }),
    state: Type.Enum(['live', 'stale', 'offline'], {
      description: '数据新不新 · whether what it shows is up to date',
    }),
    width: Type.Integer({ minimum: 0, maximum: 100_000, description: '宽，像素 · width in pixels' }),
    height: Type.Integer({ minimum: 0, maximum: 100_000, description: '高，像素 · height in pixels' }),
    errors: Type.Array(Type.String({ maxLength: longestError }), {
      maxItems: mostErrors,
      description: '最近的差错，新的在前 · its last errors, the newest first',
    }),
  },
  { additionalProperties: false },
)
export type Told = Static<typeof Told>

/** A screen that shows a display, and when it last told of itself. */
export const Screen = Type.Object({
  ...Told.properties,
  /** An ISO time. */
  heard: Type.String(),
})
export type Screen = Static<typeof Screen>

/** A display as it is arranged, and the screens that show it, the last heard of first. */
export const Arranged = Type.Object({
  id: DisplayId,
  title: Type.String(),
  profile: Profile,
  programme: Programme,
  /** An ISO time; null for the display that comes with the sample, until it is changed. */
  changed: Type.Union([Type.String(), Type.Null()]),
  /** What it is steered with from elsewhere; null where it cannot be, and for those who are not at the machine itself. */
  token: Type.Union([Type.String(), Type.Null()]),
  screens: Type.Array(Screen),
})
export type Arranged = Static<typeof Arranged>

/** All displays, by their names. */
export const Displays = Type.Object({
  displays: Type.Array(Arranged),
  build: Type.Union([Type.String(), Type.Null()]),
  /** ISO, to the millisecond: by this clock screens were heard. */
  now: Type.String(),
})
export type Displays = Static<typeof Displays>

/** Why what was given cannot be kept, each with the place it is about; none where it can. */
export function displayFaults({ title, programme }: DisplayGiven): { at: string; detail: string }[] {
  return [
    ...(/^[\p{Z}\p{Cf}]*$/u.test(title) ? [{ at: 'title', detail: 'must hold something to read' }] : []),
    ...(/[\p{Cc}\p{Cs}]/u.test(title) ? [{ at: 'title', detail: 'must hold no control characters' }] : []),
    ...programmeFaults(programme).map(({ at, detail }) => ({ at: `programme/${at}`, detail })),
  ]
}
