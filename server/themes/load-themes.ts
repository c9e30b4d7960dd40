import { existsSync, readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import Schema from 'typebox/schema'
import type { Derive } from '#data/model/derive.ts'
import type { Indicator } from '#data/model/indicator.ts'
import type { Setting } from '#data/model/setting.ts'
import { type Collection, type OsmLayer, Theme } from '#data/model/theme.ts'

export interface LoadedTheme {
  theme: Theme
  /** Where its SQL and its sample lie, beside its declaration. */
  folder: string
  /** What SQL should not work out, where there is such. */
  derive: Derive | undefined
}

const home = fileURLToPath(new URL('../../data/themes/', import.meta.url))

/**
 * Reads every theme's declaration, in the order of their needs.
 * @param extra folders of further themes, as the setting `EXTRA_THEMES` names them
 * @throws with the theme and the fault, when a declaration does not hold
 */
export async function loadThemes(extra: readonly string[] = []): Promise<LoadedTheme[]> {
  const folders = readdirSync(home, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => join(home, entry.name))
    .concat(extra.map((folder) => resolve(folder)))
  const loaded = await Promise.all(folders.map(loadTheme))
  return inOrderOfNeeds(loaded)
}

async function loadTheme(folder: string): Promise<LoadedTheme> {
  const file = join(folder, 'theme.ts')
  const { default: theme } = (await import(pathToFileURL(file).href)) as { default: unknown }
  const [ok, errors] = Schema.Errors(Theme, theme)
  if (!ok) {
    const faults = errors.map((error) => `${error.instancePath || '/'} ${error.message}`)
    throw new Error(`${file} is not a theme: ${faults.join('; ')}`)
  }
  const checked = theme as Theme
  if (checked.indicators.length > 0 && !existsSync(join(folder, 'evidence.sql'))) {
    throw new Error(`${file} declares indicators but has no evidence.sql beside it`)
  }
  return { theme: checked, folder, derive: await deriveOf(folder) }
}

async function deriveOf(folder: string): Promise<Derive | undefined> {
  const file = join(folder, 'derive.ts')
  if (!existsSync(file)) return undefined
  return ((await import(pathToFileURL(file).href)) as { default: Derive }).default
}

function inOrderOfNeeds(loaded: LoadedTheme[]): LoadedTheme[] {
  const ordered: LoadedTheme[] = []
  const waiting = new Set(loaded.toSorted((a, b) => a.theme.order - b.theme.order))
  while (waiting.size > 0) {
    const next = [...waiting].find(({ theme }) => theme.needs.every((id) => ordered.some((o) => o.theme.id === id)))
    if (next === undefined) {
      const stuck = [...waiting].map(({ theme }) => `${theme.id} (needs ${theme.needs.join(', ')})`)
      throw new Error(`themes that need a missing theme, or each other: ${stuck.join('; ')}`)
    }
    ordered.push(next)
    waiting.delete(next)
  }
  return ordered
}

/** What the loaded themes declare, found by id. */
export class Catalogue {
  readonly themes: readonly Theme[]
  readonly collections: ReadonlyMap<string, Collection>
  readonly indicators: ReadonlyMap<string, Indicator>
  /** What the county may decide, by name. */
  readonly settings: ReadonlyMap<string, Setting>
  /** What is taken of a file of OpenStreetMap. */
  readonly osm: readonly OsmLayer[]
  /** The themes that derive something. */
  readonly deriving: readonly { theme: Theme; derive: Derive }[]

  constructor(loaded: readonly LoadedTheme[]) {
    this.themes = loaded.map(({ theme }) => theme)
    this.collections = unique(this.themes.flatMap((theme) => theme.collections))
    this.indicators = unique(this.themes.flatMap((theme) => theme.indicators))
    const settings = this.themes.flatMap((theme) => theme.settings ?? [])
    this.settings = unique(settings.map((setting) => ({ id: setting.name, ...setting })))
    this.osm = [...unique(this.themes.flatMap((theme) => theme.osm ?? [])).values()]
    this.deriving = loaded.flatMap(({ theme, derive }) => (derive === undefined ? [] : [{ theme, derive }]))
  }

  /** The properties that say how a thing of a collection is drawn on the map. */
  drawnBy(collection: string): string[] {
    const layers = this.themes.flatMap((theme) => theme.layers).filter((layer) => layer.collection === collection)
    return [...new Set(layers.flatMap(({ state, rank }) => [state?.property, rank]))].filter(
      (name) => name !== undefined,
    )
  }
}

function unique<T extends { id: string }>(declared: readonly T[]): ReadonlyMap<string, T> {
  const byId = new Map<string, T>()
  for (const one of declared) {
    if (byId.has(one.id)) throw new Error(`two themes declare ${one.id}`)
    byId.set(one.id, one)
  }
  return byId
}
