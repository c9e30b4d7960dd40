import { type FieldType, flatGeobufOptions, type Layer } from '../files/layer.ts'
import type { Note } from './note.ts'

/** A format of files, by what it can hold. */
export interface Format {
  ending: string
  /** Its media type. */
  type: string
  /** GDAL's driver; undefined for what is written without it. */
  driver: string | undefined
  /** Types it lacks, which it is given as text. */
  lacks: readonly FieldType[]
  /** Whether it holds shapes, and so can take things that have none only as a table, or needs them, or has columns instead. */
  shapes: 'held' | 'needed' | 'columns'
  /** Whether a thing keeps its fid without a column for it. */
  keepsFid: boolean
  /** Where the note goes: into the format's own place, a second sheet, the description, or a text file. */
  note: 'inside' | 'sheet' | 'description' | 'text'
  /** Degrees of WGS84 only. */
  degreesOnly?: true
  /** Shapes and nothing else, in the county's plane unless told otherwise. */
  drawing?: true
  /** Options of ogr2ogr. */
  options: (about: {
    note: Note
    digits: number
    headings: readonly string[]
    label: string | undefined
    shape: Layer['shape']
  }) => string[]
}

const none = () => []

export const formats: readonly Format[] = [
  {
    ending: '.gpkg',
    type: 'application/geopackage+sqlite3',
    driver: 'GPKG',
    lacks: [],
    shapes: 'held',
    keepsFid: true,
    note: 'inside',
    options: ({ note, headings }) => [
      '-preserve_fid',
      // columns of the file's own, whose names a reference layer may have
      '-lco',
      `FID=${free('fid', headings)}`,
      '-lco',
      `GEOMETRY_NAME=${free('geom', headings)}`,
      '-lco',
      `DESCRIPTION=${inOneLine(note)}`,
      ...note.flatMap(({ key, title, value }) => ['-mo', `${key}=${title}: ${value}`]),
    ],
  },
  {
    ending: '.zip',
    type: 'application/zip',
    driver: 'ESRI Shapefile',
    lacks: ['boolean'],
    shapes: 'needed',
    keepsFid: false,
    note: 'text',
    options: () => ['-lco', 'ENCODING=UTF-8'],
  },
  {
    ending: '.geojson',
    type: 'application/geo+json',
    driver: 'GeoJSON',
    lacks: [],
    shapes: 'held',
    keepsFid: true,
    note: 'inside',
    options: ({ note, digits }) => [
      '-preserve_fid',
      '-lco',
      `COORDINATE_PRECISION=${digits}`,
      '-lco',
      `DESCRIPTION=${inOneLine(note)}`,
    ],
  },
  {
    ending: '.csv',
    type: 'text/csv',
    driver: undefined,
    lacks: ['boolean'],
    shapes: 'columns',
    keepsFid: false,
    note: 'text',
    options: none,
  },
  {
    ending: '.xlsx',
    type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    driver: 'XLSX',
    lacks: ['boolean'],
    shapes: 'columns',
    keepsFid: false,
    note: 'sheet',
    options: none,
  },
  {
    ending: '.kml',
    type: 'application/vnd.google-earth.kml+xml',
    driver: 'KML',
    lacks: ['boolean', 'date'],
    shapes: 'needed',
    keepsFid: false,
    note: 'description',
    degreesOnly: true,
    options: ({ label }) => (label === undefined ? [] : ['-dsco', `NameField=${label}`]),
  },
  {
    ending: '.fgb',
    type: 'application/flatgeobuf',
    driver: 'FlatGeobuf',
    lacks: ['date'],
    shapes: 'held',
    keepsFid: false,
    note: 'text',
    options: flatGeobufOptions,
  },
  {
    ending: '.dxf',
    type: 'image/vnd.dxf',
    driver: 'DXF',
    lacks: [],
    shapes: 'needed',
    keepsFid: false,
    note: 'text',
    drawing: true,
    options: none,
  },
]

export const endings = formats.map(({ ending }) => ending)

/** The format of a file's name, by its ending. */
export function formatOf(file: string): Format | undefined {
  return formats.find(({ ending }) => file.toLowerCase().endsWith(ending))
}

function free(name: string, headings: readonly string[]): string {
  const taken = headings.map((heading) => heading.toLowerCase())
  return taken.includes(name) ? free(`${name}_`, headings) : name
}

function inOneLine(note: Note): string {
  return note.map(({ title, value }) => `${title}: ${value}`).join(' · ')
}
