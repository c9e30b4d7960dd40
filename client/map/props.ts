import type { Geometry } from 'geojson'
import type { Area } from '../api/types.ts'
import type { Camera, Pick, Place } from '../scene/scene.ts'
import type { Label } from './labels.ts'
import type { Laid } from './laid.ts'
import type { Drawing } from './layers.ts'
import type { Linked } from './linked.ts'
import type { Bounds } from './place.ts'
import type { Raised } from './raised.ts'
import type { Risen } from './raised-layers.ts'
import type { Tint } from './ramp.ts'
import type { Signs } from './signs.ts'
import type { SiteAct, Sites } from './sites.ts'
import type { Sketching } from './sketch.ts'
import type { Unserved } from './unserved.ts'

/** A thing to be seen at once: picked, or pointed at in a list. */
export interface Focus {
  role: 'pick' | 'hover'
  geometry: Geometry
}

/** All the map shows. The page hands it over whole; the map works out what has changed. */
export interface MapProps extends Drawing {
  at: string | null
  /** The day it is, of which all is where no other is looked at. */
  today: string
  /** Another each time all tiles are to be asked for again. */
  anew: number
  /** The version of each collection's rows; the tiles of those that have changed are asked for again. */
  versions: Readonly<Record<string, number>>
  /** The townships, and the communities where those are told. */
  units: Area[]
  labels: ReadonlyMap<string, Label>
  tints: ReadonlyMap<string, Tint>
  chosen: string | null
  /** Where the map begins while there are no units to place it by. */
  home: Bounds | null
  /** What stands on the ground; none where it is flat. */
  raised: Raised | null
  signs: Signs
  /** What the planner's desk lays on the ground. */
  laid: Laid
  /** Those who cannot reach what is planned. */
  unserved: Unserved
  sites: Sites
  /** What the planner sketches by hand. */
  sketch: Sketching
  focus: Focus[]
  camera: Camera | null
  /** But for its legend nothing lies over it. */
  alone: boolean
  /** With which other maps it moves; the same for the life of the map. */
  linked: Linked | null
  /** Whether it goes where those go, and nowhere by itself. */
  led: boolean
  /** The page still waits for figures, so the picture is not yet whole. */
  waiting: boolean
  title: string
  /** That two fingers move it, where one scrolls the page. */
  twoFingers: string
}

/** The map as it stands: its picture, its size in pixels of the page, where its middle lies, and whether it lies flat. */
export interface Snapshot {
  canvas: HTMLCanvasElement
  width: number
  height: number
  lat: number
  zoom: number
  flat: boolean
}

/** What the reader does on the map. */
export interface MapEvents {
  picked: (pick: Pick) => void
  /** What is here? By the right button, a finger held down, or a key. */
  asked: (place: Place) => void
  areaChosen: (area: string) => void
  groundChosen: (key: string) => void
  moved: (camera: Camera) => void
  /** Sites are added and moved on the planner's map alone. */
  site: (act: SiteAct) => void
  /** So are the corners of what is sketched. */
  corner: (act: SiteAct) => void
  /** A click on what stands on the ground, or beside it. */
  risen: (risen: Risen | null) => void
  /** What was to be raised could not be drawn. */
  raiseFailed: () => void
}
