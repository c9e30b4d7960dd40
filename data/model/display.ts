import { type Static, Type } from 'typebox'
import { Programme } from './programme.ts'

/** A name of a display, as it stands in the address of its wall. */
export const DisplayId = Type.String({
  pattern: '^[a-z0-9][a-z0-9-]{0,31}$',
  description: '屏的名字，如 demo · the display’s name, such as demo',
})

/** How a display looks and speaks, whatever its scenes say. */
export const Profile = Type.Object(
  { skin: Type.Enum(['ink', 'silk']), lang: Type.Enum(['zh-CN', 'en']) },
  { additionalProperties: false },
)
export type Profile = Static<typeof Profile>

/** A display with all it needs to run, and the server's time, by which it runs. */
export const Display = Type.Object({
  id: DisplayId,
  profile: Profile,
  programme: Programme,
  /** ISO, to the millisecond. */
  now: Type.String(),
})
export type Display = Static<typeof Display>
