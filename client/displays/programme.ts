import type { Arranged, DisplayGiven } from '#data/model/display.ts'
import type { Programme, Slot, Turn } from '#data/model/programme.ts'
import type { Theme } from '#data/model/theme.ts'
import { emptyScene, parseScene, printScene, type Scene } from '../scene/scene.ts'

/** How long a scene stays unless somebody says otherwise, in seconds; and one of a round through the townships. */
const usualStay = 20
const shortStay = 10

/** A whole week. */
export const everyDay = [1, 2, 3, 4, 5, 6, 7]

/** What is kept of a display. */
export function givenOf({ title, profile, programme }: Arranged): DisplayGiven {
  return { title, profile, programme }
}

/** A programme to begin with: each theme that makes a promise in its turn, all day, every day. */
export function allThemes(themes: readonly Theme[]): Programme {
  const promising = themes.filter(({ indicators }) => indicators.length > 0)
  if (promising.length === 0) return []
  return [{ ...newSlot, turns: promising.map(({ id }) => turnOf({ theme: id })) }]
}

export const newSlot: Slot = { days: everyDay, from: '00:00', to: '24:00', turns: [] }

/** A turn with a scene. */
export function turnOf(scene: Partial<Scene>, seconds = usualStay): Turn {
  return { scene: printScene({ ...emptyScene, ...scene }), seconds }
}

/** From the county down: the theme in each of some areas. */
export function turnsWithin(theme: string, areas: readonly string[]): Turn[] {
  return areas.map((area) => turnOf({ theme, area }, shortStay))
}

/**
 * The turn an address means: what of its scene a wall can show. The skin, the language and what lies open are the
 * display's own or nobody's.
 * @returns null where it is no address of a page of this product
 */
export function turnFrom(address: string): Turn | null {
  const at = address.trim()
  const query = at.startsWith('?') ? at : queryOf(at)
  if (query === null) return null
  const { theme, under, figure, area, level, at: day, since, camera, dense } = parseScene(query)
  return turnOf({ theme, under, figure, area, level, at: day, since, camera, dense })
}

function queryOf(address: string): string | null {
  if (!URL.canParse(address, location.origin) || !/^(https?:\/\/|\/)/.test(address)) return null
  const { pathname, search } = new URL(address, location.origin)
  return /^\/(plan)?$/.test(pathname) ? search : null
}

/** One of a list somewhere else in it. */
export function moved<One>(list: readonly One[], from: number, to: number): One[] {
  const one = list[from]
  if (one === undefined || to < 0 || to >= list.length) return [...list]
  return list.toSpliced(from, 1).toSpliced(to, 0, one)
}

/** Whether a slot holds at some time; and whether its times are such. */
export function holds({ from, to, days, turns }: Slot): boolean {
  return isTime(from) && isTime(to) && from < to && days.length > 0 && turns.length > 0
}

export function isTime(text: string): boolean {
  return /^(([01]\d|2[0-3]):[0-5]\d|24:00)$/.test(text)
}
