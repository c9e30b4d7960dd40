import type { JSHandle, Page } from 'playwright-core'

/** What the tests use of the map itself, beside what a reader can do with it. */
interface InnerMap {
  queryRenderedFeatures(given: { layers: string[] }): { properties: Record<string, unknown>; layer: { id: string } }[]
  setLayoutProperty(layer: string, name: 'visibility', value: 'visible' | 'none'): void
  on(event: 'move', heard: () => void): void
  style: { placement: Placement }
}

/** Where the map has placed its names: of each the layers it is of, and its box or its row of circles, in pixels. */
interface Placement {
  retainedQueryData: Record<number, { featureIndex: { bucketLayerIDs: string[][] }; bucketIndex: number }>
  collisionIndex: {
    grid: { boxKeys: Key[]; bboxes: number[]; circleKeys: Key[]; circles: number[] }
  }
}

interface Key {
  bucketInstanceId: number
  featureIndex: number
}

/** A name on the map, and the ground it takes: a box, or one circle of the row that a name along a line is. */
export interface PlacedName {
  name: string
  box: [west: number, north: number, east: number, south: number]
  /** 0 for a box, else that of the circle within the box. */
  radius: number
}

/** The layers that name things. */
const naming = ['unit-names', 'other-unit-names', 'water-names', 'road-names', 'sign-names']

/**
 * The map of a page. The page hands it to nobody; but React notes on each element what it was made of, and so what the
 * place of the map was given to hold it.
 */
async function innerMap(page: Page): Promise<JSHandle<InnerMap>> {
  return page.locator('.map').evaluateHandle((place) => {
    interface Made {
      return: Made | null
      memoizedProps: { controller?: { current?: { map?: InnerMap } } } | null
    }
    const note = Object.keys(place).find((name) => name.startsWith('__reactFiber$')) ?? ''
    let made: Made | null = (place as unknown as Record<string, Made>)[note] ?? null
    while (made) {
      const map = made.memoizedProps?.controller?.current?.map
      if (map) return map
      made = made.return
    }
    throw new Error('no map')
  })
}

/** The names of the units in charge that stand on the map, in no order. */
export async function unitsNamed(page: Page): Promise<string[]> {
  const map = await innerMap(page)
  return map.evaluate((it) =>
    it.queryRenderedFeatures({ layers: ['unit-names'] }).map(({ properties }) => String(properties['name'])),
  )
}

/** All ground that names take, by feature and layer. */
export async function placedNames(page: Page): Promise<PlacedName[]> {
  const map = await innerMap(page)
  return map.evaluate((it, layers) => {
    const { retainedQueryData, collisionIndex } = it.style.placement
    const { boxKeys, bboxes, circleKeys, circles } = collisionIndex.grid
    const nameOf = ({ bucketInstanceId, featureIndex }: Key): string | undefined => {
      const bucket = retainedQueryData[bucketInstanceId]
      const [layer = ''] = bucket?.featureIndex.bucketLayerIDs[bucket.bucketIndex] ?? []
      return layers.includes(layer) ? `${layer} ${bucketInstanceId}.${featureIndex}` : undefined
    }
    const boxes = boxKeys.map((key, index) => ({
      name: nameOf(key),
      box: bboxes.slice(index * 4, index * 4 + 4) as PlacedName['box'],
      radius: 0,
    }))
    const rounds = circleKeys.map((key, index) => {
      const [x = 0, y = 0, radius = 0] = circles.slice(index * 3, index * 3 + 3)
      return { name: nameOf(key), box: [x - radius, y - radius, x + radius, y + radius] as PlacedName['box'], radius }
    })
    return [...boxes, ...rounds].flatMap(({ name, ...ground }) => (name === undefined ? [] : [{ name, ...ground }]))
  }, naming)
}

/** Counts how often the camera is put elsewhere from now on: once for a jump, once a frame for a flight. */
export async function countMoves(page: Page): Promise<() => Promise<number>> {
  const map = await innerMap(page)
  const moves = await map.evaluateHandle((it) => {
    const counted = { moves: 0 }
    it.on('move', () => {
      counted.moves += 1
    })
    return counted
  })
  return () => moves.evaluate((counted) => counted.moves)
}

/** Takes a layer off the map, or puts it back. */
export async function showLayer(page: Page, layer: string, shown: boolean): Promise<void> {
  const map = await innerMap(page)
  // in braces: what a function answers is handed over, and this one would answer with the whole map
  await map.evaluate(
    (it, [id, visibility]) => {
      it.setLayoutProperty(id, 'visibility', visibility)
    },
    [layer, shown ? 'visible' : 'none'] as const,
  )
}
