import type { LayerSpecification } from 'maplibre-gl'

/** From the bottom up: what is drawn over what. Nothing else decides it. */
export const slots = [
  'ground',
  'land',
  'units',
  'built-up',
  'laid',
  'water',
  'roads',
  'borders',
  'under',
  'theme-ground',
  'theme-threads',
  'chosen',
  'focus',
  'theme-marks',
  'names',
  'unit-names',
  // Placed before the names below them, which then make room: a state is not to be covered by a name.
  'signs',
  'sketch',
  'sites',
] as const
export type Slot = (typeof slots)[number]

/** What is raised from the ground lies under this layer and all after it: waters and units keep their names and figures. */
export const raisedUnder = 'sign-names'

/** A layer on its way to the map, with its place in the order. */
export interface Drawn {
  slot: Slot
  layer: LayerSpecification
}

/** The layers in drawing order; within a slot they keep the order in which they came. */
export function inOrder(drawn: Drawn[]): LayerSpecification[] {
  return slots.flatMap((slot) => drawn.filter((one) => one.slot === slot).map((one) => one.layer))
}
