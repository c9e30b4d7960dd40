/** Metres that a pixel of the page spans on the ground at a latitude and zoom of the map. */
export function metresPerPixel(lat: number, zoom: number): number {
  return (40_075_016.686 * Math.cos((lat * Math.PI) / 180)) / (512 * 2 ** zoom)
}

/** The longest round length, 1, 2 or 5 of a power of ten, that is not longer than there is room for. */
export function roundLength(most: number): number {
  const power = 10 ** Math.floor(Math.log10(most))
  const [digit = 1] = [5, 2, 1].filter((one) => one * power <= most)
  return digit * power
}
