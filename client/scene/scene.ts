import { type Level, levels } from '#data/model/area.ts'
import { largestCell, longestWay } from '#data/model/coverage.ts'
import { isDay } from '#data/model/day.ts'

/** A thing on the map, by its collection and its number there. */
export interface Pick {
  collection: string
  fid: number
}

export interface Camera {
  lng: number
  lat: number
  zoom: number
}

export interface Place {
  lng: number
  lat: number
}

/** A hexagon of those that are raised: how wide they are, and which of them, by its two axes. */
export interface CellAt {
  across: CellWidth
  key: string
}

/** How wide they are near by and from afar, in metres from side to side. */
export const cellWidths = [500, 1000] as const
export type CellWidth = (typeof cellWidths)[number]

/** A way that is measured, or ground that is looked at more closely, by its corners. */
export interface Sketch {
  as: 'way' | 'ground'
  corners: Place[]
}

/**
 * What one looks at: everything a link must bring back. `null` means that nobody has chosen: the first
 * theme, its first figure, the county, today, the whole area in view, the browser's language.
 */
export interface Scene {
  theme: string | null
  /** Other themes drawn beneath it, faintly. */
  under: string[]
  /** The indicator of the theme that is told. */
  figure: string | null
  area: string | null
  level: Level
  at: string | null
  /** An earlier day to compare with. */
  since: string | null
  camera: Camera | null
  /** How density is told: by the colour of the ground, or raised from it as well. */
  dense: Dense
  /** The hexagon that is open. */
  cell: CellAt | null
  pick: Pick | null
  /** A place asked about: what is here, and who answers for it. */
  place: Place | null
  /** The collection whose things stand in the list that is equal to the map; null: the map itself. */
  list: string | null
  evidence: boolean
  /** How far the planner looks, in metres; null: as far as the theme says. */
  metres: number | null
  /** Who needs it, of those the theme names, or any other layer; null: the first the theme names. */
  need: string | null
  /** The property by which the things of such a layer weigh; null: one each. */
  weight: string | null
  /** What the planner's map tells. */
  tell: Tell
  /** How large its cells are. */
  km2: number
  /** The sites that are tried, and what stands but is left out, by its number. */
  sites: Place[]
  without: number[]
  /** Ground on which no site is to be proposed, each piece by its corners. */
  barred: Place[][]
  /** What the planner drew. */
  sketch: Sketch | null
  /** The scenario it was opened from or kept as, and the one that is compared with, by their ids, or `asItStands`. */
  scenario: string | null
  beside: string | null
  /** Shown within another page: the map with its figure and legend, and nothing to set. */
  embed: boolean
  skin: Skin
  lang: Lang | null
}

export const denses = ['ground', 'columns', 'hexagons'] as const
export type Dense = (typeof denses)[number]
/** What is reached and what is not; or how dense it is in units, in hexagons or in squares. */
export const tells = ['reach', 'units', 'hexagon', 'square'] as const
export type Tell = (typeof tells)[number]
export type Skin = 'silk' | 'ink'
export type Lang = 'zh-CN' | 'en'

/** The version of the address written today. A change of meaning raises it and adds a migration. */
export const version = 1

/** The longest address read or written. */
export const longest = 3000
/** How many sites may be tried, and how much of what stands left out: so many an address has room for. */
export const mostTried = 60
/** What is compared with where it is no scenario but what stands, with nothing tried. */
export const asItStands = 'stands'
/** Between two pieces of ground, whose corners stand a single one apart. */
const betweenPieces = '__'
/** The longest name of a property of a file brought along. */
const longestColumn = 60
/** How many corners a sketch may have, and all barred ground together. */
export const mostCorners = 30
export const mostBarred = 20

export const emptyScene: Scene = {
  theme: null,
  under: [],
  figure: null,
  area: null,
  level: 'township',
  at: null,
  since: null,
  camera: null,
  dense: 'ground',
  cell: null,
  pick: null,
  place: null,
  list: null,
  evidence: false,
  metres: null,
  need: null,
  weight: null,
  tell: 'reach',
  km2: 1,
  sites: [],
  without: [],
  barred: [],
  sketch: null,
  scenario: null,
  beside: null,
  embed: false,
  skin: 'silk',
  lang: null,
}

/** From each older version, the step that turns its address into the next version's. */
export type Migrations = Record<number, (old: URLSearchParams) => URLSearchParams>
const migrations: Migrations = {}

/**
 * Reads a scene out of the query of an address. A part that is missing, unknown or malformed falls back
 * to nobody's choice; an address from a later version is read as far as it is understood.
 */
export function parseScene(query: string, steps: Migrations = migrations, now = version): Scene {
  const params = migrate(new URLSearchParams(query.slice(0, longest)), steps, now)
  const one = <T>(name: string, read: (text: string) => T | null): T | null => {
    const text = params.get(name)
    return text === null ? null : read(text)
  }
  return {
    theme: one('theme', readName),
    under: [...new Set((params.get('under') ?? '').split(','))].filter((name) => readName(name) !== null),
    figure: one('figure', readName),
    area: one('area', readArea),
    level: one('level', readLevel) ?? emptyScene.level,
    at: one('at', (text) => (isDay(text) ? text : null)),
    since: one('since', (text) => (isDay(text) ? text : null)),
    camera: one('map', readCamera),
    dense: one('dense', (text) => denses.find((dense) => dense === text) ?? null) ?? emptyScene.dense,
    cell: one('cell', readCell),
    pick: one('pick', readPick),
    place: one('place', readPlace),
    list: one('list', readName),
    evidence: params.get('evidence') === '1',
    metres: one('metres', (text) => readWhole(text, longestWay)),
    need: one('need', readName),
    weight: one('weight', (text) => (text.length <= longestColumn ? text : null)),
    tell: one('tell', (text) => tells.find((tell) => tell === text) ?? null) ?? emptyScene.tell,
    km2: one('km2', (text) => readWhole(text, largestCell)) ?? emptyScene.km2,
    sites: readSome(params.get('sites'), '_', readPlace),
    without: readSome(params.get('without'), ',', readFid),
    barred: one('barred', readBarred) ?? [],
    sketch: one('sketch', readSketch),
    scenario: one('scenario', readScenario),
    beside: one('beside', (text) => (text === asItStands ? text : readScenario(text))),
    embed: params.get('embed') === '1',
    skin: params.get('skin') === 'ink' ? 'ink' : 'silk',
    lang: one('lang', readLang),
  }
}

/** Writes a scene as the query of an address, without what nobody has chosen. */
export function printScene(scene: Scene): string {
  const params = new URLSearchParams({ v: String(version) })
  if (scene.theme) params.set('theme', scene.theme)
  if (scene.under.length > 0) params.set('under', scene.under.join(','))
  if (scene.figure) params.set('figure', scene.figure)
  if (scene.area) params.set('area', scene.area)
  if (scene.level !== emptyScene.level) params.set('level', scene.level)
  if (scene.at) params.set('at', scene.at)
  if (scene.since) params.set('since', scene.since)
  if (scene.dense !== emptyScene.dense) params.set('dense', scene.dense)
  if (scene.camera) params.set('map', printCamera(scene.camera))
  if (scene.cell) params.set('cell', `${scene.cell.across},${scene.cell.key}`)
  if (scene.pick) params.set('pick', `${scene.pick.collection}.${scene.pick.fid}`)
  if (scene.place) params.set('place', printPlace(scene.place))
  if (scene.list) params.set('list', scene.list)
  if (scene.evidence) params.set('evidence', '1')
  if (scene.metres !== null) params.set('metres', String(scene.metres))
  if (scene.need) params.set('need', scene.need)
  if (scene.weight) params.set('weight', scene.weight)
  if (scene.tell !== emptyScene.tell) params.set('tell', scene.tell)
  if (scene.km2 !== emptyScene.km2) params.set('km2', String(scene.km2))
  if (scene.sites.length > 0) params.set('sites', printPlaces(scene.sites))
  if (scene.without.length > 0) params.set('without', scene.without.join(','))
  if (scene.barred.length > 0) params.set('barred', scene.barred.map(printPlaces).join(betweenPieces))
  if (scene.sketch) params.set('sketch', printSketch(scene.sketch))
  if (scene.scenario) params.set('scenario', scene.scenario)
  if (scene.beside) params.set('beside', scene.beside)
  if (scene.embed) params.set('embed', '1')
  if (scene.skin !== emptyScene.skin) params.set('skin', scene.skin)
  if (scene.lang) params.set('lang', scene.lang)
  return `?${params.toString().replaceAll('%2C', ',')}`
}

function migrate(params: URLSearchParams, steps: Migrations, now: number): URLSearchParams {
  const text = params.get('v') ?? ''
  // An address without a version was typed by hand: it is read as of today.
  const written = /^[1-9][0-9]{0,2}$/.test(text) ? Number(text) : now
  let current = params
  for (let step = written; step < now; step += 1) current = steps[step]?.(current) ?? current
  return current
}

function readName(text: string): string | null {
  return /^[a-z][a-z0-9_]{0,47}$/.test(text) ? text : null
}

function readWhole(text: string, most: number): number | null {
  const whole = /^[1-9][0-9]{0,4}$/.test(text) ? Number(text) : Number.NaN
  return whole <= most ? whole : null
}

function readArea(text: string): string | null {
  return /^([0-9]{6,15}|a[0-9]{1,10})$/.test(text) ? text : null
}

function readLevel(text: string): Level | null {
  return levels.find((level) => level === text) ?? null
}

function readLang(text: string): Lang | null {
  return text === 'zh-CN' || text === 'en' ? text : null
}

function readPick(text: string): Pick | null {
  const parts = /^([a-z][a-z0-9_]{0,47})\.([0-9]{1,10})$/.exec(text)
  return parts?.[1] && parts[2] ? { collection: parts[1], fid: Number(parts[2]) } : null
}

function readCamera(text: string): Camera | null {
  const [lng = Number.NaN, lat = Number.NaN, zoom = Number.NaN, ...more] = readNumbers(text)
  const inside = more.length === 0 && isOnMap(lng, lat) && zoom >= 0 && zoom <= 22
  return inside ? { lng, lat, zoom } : null
}

function readCell(text: string): CellAt | null {
  const [, wide, key] = /^(\d+),((?:0|-?[1-9]\d{0,3}),(?:0|-?[1-9]\d{0,3}))$/.exec(text) ?? []
  const across = cellWidths.find((one) => String(one) === wide)
  return across && key ? { across, key } : null
}

function readPlace(text: string): Place | null {
  const [lng = Number.NaN, lat = Number.NaN, ...more] = readNumbers(text)
  return more.length === 0 && isOnMap(lng, lat) ? { lng, lat } : null
}

function readSketch(text: string): Sketch | null {
  const [as, ...rest] = text.split('_')
  const corners = readSome(rest.join('_'), '_', readPlace).slice(0, mostCorners)
  return (as === 'way' || as === 'ground') && corners.length > 0 ? { as, corners } : null
}

/** As many whole pieces of ground as there is room for. */
function readBarred(text: string): Place[][] {
  let room = mostBarred
  return text
    .split(betweenPieces)
    .map((piece) => readSome(piece, '_', readPlace))
    .filter(({ length }) => {
      const fits = length >= 3 && length <= room
      if (fits) room -= length
      return fits
    })
}

/** Each part once, as many as an address has room for. */
function readSome<T>(text: string | null, between: string, read: (part: string) => T | null): T[] {
  const parts = [...new Set((text ?? '').split(between))]
  return parts.flatMap((part) => read(part) ?? []).slice(0, mostTried)
}

function readScenario(text: string): string | null {
  return /^[a-z2-9]{8}$/.test(text) ? text : null
}

function readFid(text: string): number | null {
  return /^[1-9][0-9]{0,8}$/.test(text) ? Number(text) : null
}

function readNumbers(text: string): number[] {
  return text.split(',').map((part) => (/^-?\d{1,3}(\.\d{1,8})?$/.test(part) ? Number(part) : Number.NaN))
}

function isOnMap(lng: number, lat: number): boolean {
  return Math.abs(lng) <= 180 && Math.abs(lat) <= 85
}

function printPlace({ lng, lat }: Place): string {
  return `${tidy(lng, 5)},${tidy(lat, 5)}`
}

function printPlaces(places: readonly Place[]): string {
  return places.map(printPlace).join('_')
}

function printSketch({ as, corners }: Sketch): string {
  return `${as}_${printPlaces(corners)}`
}

function printCamera({ lng, lat, zoom }: Camera): string {
  return `${tidy(lng, 5)},${tidy(lat, 5)},${tidy(zoom, 2)}`
}

function tidy(value: number, decimals: number): number {
  return Number(value.toFixed(decimals))
}
