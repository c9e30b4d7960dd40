let stand: () => void

/** Kept once the first picture of the map stands, or none can: what is no part of it is fetched after it. */
export const firstPicture = new Promise<void>((resolve) => {
  stand = resolve
})

export function firstPictureStands(): void {
  stand()
}
