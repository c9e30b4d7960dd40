import { useRef, useState } from 'react'
import type { SiteAct } from '../map/sites.ts'
import type { Sketching } from '../map/sketch.ts'
import { mostCorners, type Place, type Sketch } from '../scene/scene.ts'
import { useScene } from '../scene/store.ts'

/** What is sketched on the map: a click adds a corner while one is drawn, and any corner is moved by hand. */
export function useSketch() {
  const { scene, drift } = useScene()
  const [drawing, setDrawing] = useState(false)
  const [opened, setOpened] = useState(false)
  const [holding, setHolding] = useState<{ n: number; place: Place; among: number } | null>(null)
  const { sketch } = scene
  const corners = sketch?.corners ?? []
  // of other corners than it was taken from, it is none
  const held = holding?.among === corners.length ? holding : null
  // put back by a key, it is no longer held, whatever the hand goes on doing
  const ignored = useRef(false)
  const put = (next: Place[]) => drift({ sketch: sketch && next.length > 0 ? { ...sketch, corners: next } : null })
  const [begun, setBegun] = useState<Sketch['as']>('way')
  const act = (one: SiteAct) => {
    if (one.kind === 'moved') {
      if (!ignored.current) setHolding({ n: one.n, place: one.place, among: corners.length })
      return
    }
    const lost = ignored.current || held === null
    ignored.current = false
    setHolding(null)
    if (one.kind === 'dropped') return lost ? undefined : put(corners.with(one.n, one.place))
    if (one.kind !== 'added' || isLast(corners, one.place)) return
    drift({ sketch: { as: sketch?.as ?? begun, corners: [...corners, one.place] } })
    // a link holds no more
    if (corners.length + 1 >= mostCorners) setDrawing(false)
  }
  const shown = sketch && held ? { ...sketch, corners: corners.with(held.n, held.place) } : sketch
  const sketching: Sketching = { sketch: shown, adding: drawing }
  return {
    sketching,
    /** Which of them is being drawn. */
    drawing: drawing ? (sketch?.as ?? begun) : null,
    /** Draws another, or ends the one that is drawn. */
    draw(as: Sketch['as'] | null) {
      setDrawing(as !== null)
      if (as === null) return
      setOpened(true)
      setBegun(as)
      drift({ sketch: null })
    },
    /** What is measured: not while a corner is in hand. */
    settled: sketch,
    /** Lets go of the corner in hand, where it was. */
    putBack:
      held &&
      (() => {
        ignored.current = true
        setHolding(null)
      }),
    /** Puts a corner at a place, for whoever has no pointer. */
    putAt: (place: Place) => act({ kind: 'added', place }),
    /** Takes the last corner away. */
    back: corners.length > 0 ? () => put(corners.slice(0, -1)) : null,
    clear() {
      setOpened(true)
      drift({ sketch: null })
    },
    /** Whether what is measured is told over the map. */
    open: opened || drawing || sketch !== null,
    /** Opens it, and a way can be drawn at once. */
    begin() {
      setOpened(true)
      if (sketch === null) setDrawing(true)
    },
    close() {
      setOpened(false)
      setDrawing(false)
      drift({ sketch: null })
    },
    act,
  }
}
export type Sketcher = ReturnType<typeof useSketch>

/** A double click puts one corner. */
function isLast(corners: readonly Place[], { lng, lat }: Place): boolean {
  const last = corners.at(-1)
  return last?.lng === lng && last.lat === lat
}
