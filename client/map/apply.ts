import type { FilterSpecification, LayerSpecification } from 'maplibre-gl'

/** One change to a layer that is already on the map. */
export type Change =
  | { layer: string; kind: 'paint' | 'layout'; name: string; value: unknown }
  | { layer: string; kind: 'filter'; value: FilterSpecification | null }

/**
 * What differs between two drawings in those layers that are in both, as a list of changes: a new skin or theme changes
 * the map in place and never builds it anew.
 */
export function changes(before: LayerSpecification[], after: LayerSpecification[]): Change[] {
  const old = new Map(before.map((layer) => [layer.id, layer]))
  return after.flatMap((layer) => {
    const was = old.get(layer.id)
    if (!was || was === layer) return []
    const filterNow = filterOf(layer)
    return [
      ...(same(filterOf(was), filterNow) ? [] : [{ layer: layer.id, kind: 'filter', value: filterNow } as const]),
      ...propertyChanges(layer.id, 'layout', was.layout, layer.layout),
      ...propertyChanges(layer.id, 'paint', was.paint, layer.paint),
    ]
  })
}

type Properties = object | undefined

function propertyChanges(layer: string, kind: 'paint' | 'layout', before: Properties, after: Properties): Change[] {
  const was = new Map<string, unknown>(Object.entries(before ?? {}))
  const now = new Map<string, unknown>(Object.entries(after ?? {}))
  const names = new Set([...was.keys(), ...now.keys()])
  return [...names]
    .filter((name) => !same(was.get(name), now.get(name)))
    .map((name) => ({ layer, kind, name, value: now.get(name) }))
}

function filterOf(layer: LayerSpecification): FilterSpecification | null {
  return 'filter' in layer && layer.filter ? layer.filter : null
}

function same(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b)
}
