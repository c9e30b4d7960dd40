import type { Thing } from '#data/model/thing.ts'

/** Ten lamps along a street at the seat; two of them dark. */
export default function sample(): Record<string, Thing[]> {
  const lamps = Array.from(
    { length: 10 },
    (_, i): Thing => ({
      geometry: { type: 'Point', coordinates: [114.012 + i * 0.001, 34.723] },
      properties: { code: `L${i + 1}`, lit: i % 5 !== 0 },
    }),
  )
  return { lamps }
}
