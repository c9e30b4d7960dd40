/**
 * A place typed as two numbers in degrees, `34.72, 114.01` or `114.01 34.72`, with or without 度, °, N or E: which is
 * the longitude, the larger tells, for no latitude passes 90 and no county of China lies west of 73° E.
 * @returns lon lat, rounded to a metre; null where it is no place
 */
export function readCoordinates(typed: string): [lon: number, lat: number] | null {
  const text = typed
    .normalize('NFKC')
    .replace(/[°度NEne]/g, ' ')
    .trim()
  const parts = /^(-?\d{1,3}(?:\.\d+)?)\s*[,，、;\s]\s*(-?\d{1,3}(?:\.\d+)?)$/.exec(text)
  if (!parts) return null
  const [a, b] = [Number(parts[1]), Number(parts[2])]
  const [lon, lat] = Math.abs(a) > Math.abs(b) ? [a, b] : [b, a]
  return Math.abs(lon) <= 180 && Math.abs(lat) <= 85 ? [tidy(lon), tidy(lat)] : null
}

function tidy(degrees: number): number {
  return Number(degrees.toFixed(5))
}
