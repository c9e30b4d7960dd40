import type { Display, Profile } from '#data/model/display.ts'
import { parseScene } from '../scene/scene.ts'

/** What the address of this page says. */
export const here = new URLSearchParams(location.search)
/** What is shown instead of the programme, to be looked at before it is put there. */
export const sceneHere = here.get('scene')

/** What the address says of how to look and speak comes before the display's profile. */
const { lang: langHere } = parseScene(location.search)
const skinHere = oneOf(['ink', 'silk'] as const, here.get('skin'))
const fitHere = oneOf(['native', 'contain'] as const, here.get('fit'))
const stretchHere = Number(here.get('stretch'))

/** How a display looks and speaks here. */
export function profileOf({ profile }: Display): Profile {
  return {
    lang: langHere ?? profile.lang,
    skin: skinHere ?? profile.skin,
    fit: fitHere ?? profile.fit ?? 'native',
    stretch: stretchHere >= 0.25 && stretchHere <= 4 ? stretchHere : (profile.stretch ?? 1),
  }
}

/** Before the profile is known. */
export const noProfile = fitHere ? { fit: fitHere } : {}

function oneOf<One extends string>(all: readonly One[], text: string | null): One | undefined {
  return all.find((one) => one === text)
}
