import { clip } from './clip.ts'
import type { Area, Ground, Identity } from './county.ts'
import { drift } from './noise.ts'
import outline from './outline.json' with { type: 'json' }
import { densify, type LonLat, type Point, pairs, toLonLat, toPlane } from './plane.ts'
import { between, random } from './random.ts'
import { close, shareVertices } from './rings.ts'
import towns from './towns.json' with { type: 'json' }
import { voronoi } from './voronoi.ts'

export interface Town {
  name: string
  /** What follows the county's six digits. */
  code?: string
  at: number[]
  population: number
  seat?: boolean
  built: number
  turn?: number
  long?: number
  runBy?: string
  communities?: string[]
}

export const allTowns: readonly Town[] = towns

export const outlineRing: LonLat[] = (outline.coordinates[0] ?? []).map(([lon, lat]) => [lon ?? 0, lat ?? 0])

/** The county, its townships and, at the seat, communities: they tile it, sharing every vertex of their borders. */
export function makeAreas(seed: number, { code, name, prefix }: Identity): Area[] {
  const winds = drift(seed, 'borders', [
    [900, 5200],
    [260, 1700],
    [90, 520],
  ])
  const county: Area = {
    key: code,
    code,
    name,
    town: name,
    level: 'county',
    parent: null,
    population: allTowns.reduce((sum, town) => sum + (town.runBy ? 0 : town.population), 0),
    inCharge: true,
    runBy: null,
    at: [114.017, 34.723],
    ground: [[outlineRing]],
  }
  const cells = tile(
    allTowns.map((town) => toPlane([town.at[0] ?? 0, town.at[1] ?? 0])),
    winds,
    outlineRing,
  )
  const townships = allTowns.map((town, i): Area => {
    const [lon = 0, lat = 0] = town.at
    const own = town.code === undefined ? null : `${code}${town.code}`
    return {
      key: own ?? `${prefix}${town.name}`,
      code: own,
      name: `${prefix}${town.name}`,
      town: town.name,
      level: 'township',
      parent: code,
      population: town.population,
      inCharge: !town.runBy,
      runBy: town.runBy ?? null,
      at: [lon, lat],
      ground: cells[i] ?? [],
    }
  })
  const communities = townships.flatMap((township, i) =>
    makeCommunities(seed, township, prefix, allTowns[i]?.communities ?? []),
  )
  const all = [county, ...townships, ...communities]
  const shared = shareVertices(all.map((area) => area.ground))
  return all.map((area, i) => ({ ...area, ground: shared[i] ?? [] }))
}

function makeCommunities(seed: number, township: Area, prefix: string, names: readonly string[]): Area[] {
  if (names.length === 0) return []
  const next = random(seed, `communities of ${township.town}`)
  const middle = toPlane(township.at)
  const start = between(next, 0, Math.PI)
  const sites = names.map((_, i): Point => {
    const angle = start + ((i + between(next, -0.2, 0.2)) * 2 * Math.PI) / (names.length - 1)
    const reach = i === 0 ? 150 : between(next, 1500, 2300)
    return [middle[0] + reach * Math.cos(angle), middle[1] + reach * Math.sin(angle)]
  })
  const winds = drift(seed, 'communities', [
    [300, 1500],
    [80, 420],
  ])
  const cells = tile(sites, winds, township.ground[0]?.[0] ?? [])
  return names.map((name, i): Area => {
    const code = `${township.code}${String(i + 1).padStart(3, '0')}`
    return {
      key: code,
      code,
      name: `${prefix}${name}`,
      town: name,
      level: 'community',
      parent: township.key,
      population: Math.round((township.population / names.length) * between(next, 0.7, 1.3)),
      inCharge: true,
      runBy: null,
      at: toLonLat(sites[i] ?? middle),
      ground: cells[i] ?? [],
    }
  })
}

/** Cells about the sites, their straight borders bent by the winds, cut at the border. */
function tile(sites: readonly Point[], winds: (p: Point) => Point, border: readonly LonLat[]): Ground[] {
  const bend = (p: Point): LonLat => {
    const [east, north] = winds(p)
    return toLonLat([p[0] + east, p[1] + north])
  }
  return voronoi(sites).map((cell) => {
    const ring = pairs([...cell, ...cell.slice(0, 1)]).flatMap(([a, b]) => edge(a, b).slice(0, -1).map(bend))
    return clip(close(ring), border)
  })
}

// The same border comes out the same from either side only if it is always cut up from the same end.
function edge(a: Point, b: Point): Point[] {
  const forward = a[0] < b[0] || (a[0] === b[0] && a[1] < b[1])
  return forward ? densify(a, b, 110) : densify(b, a, 110).reverse()
}
