import type { Photo } from '#data/model/photo.ts'
import type { Collection } from '#data/model/theme.ts'
import { identifier, type Queryable } from '../database/database.ts'
import type { NamedThing } from './named-after.ts'
import type { Picture } from './picture.ts'

/** SQL of the photos room. Pictures go in and out as base64, which both engines are several times quicker with than with bytes. */

/** The things of a day that photos may be named after. */
export function namedThings(on: Queryable, { id, key, label }: Collection, day: string): Promise<NamedThing[]> {
  const text = (name: string | undefined) => (name === undefined ? 'null' : `${identifier(name)}::text`)
  return on.query(
    `select fid, ${text(key)} as key, ${text(label)} as label from ${identifier(id)} where valid @> $1::date`,
    [day],
  )
}

/** Which pictures there are of which things of a collection, as `fid sha256`. */
export async function knownPhotos(on: Queryable, collection: string): Promise<Set<string>> {
  const rows = await on.query<{ known: string }>(
    `select fid || ' ' || sha256 as known from thing_photos where collection = $1`,
    [collection],
  )
  return new Set(rows.map(({ known }) => known))
}

/** What is told of a photo besides the picture. */
export interface Told {
  collection: string
  fid: number
  caption: string | null
  file: string
  came: string
}

export async function addPhoto(on: Queryable, told: Told, picture: Picture): Promise<void> {
  const { collection, fid, caption, file, came } = told
  const { sha256, type, width, height, bytes } = picture
  await on.query(
    `insert into thing_photos (collection, fid, caption, file, came, sha256, type, width, height, bytes)
     values ($1, $2::integer, $3, $4, $5::timestamptz, $6, $7, $8::integer, $9::integer, decode($10, 'base64'))`,
    [collection, fid, caption, file, came, sha256, type, width, height, bytes.toString('base64')],
  )
}

/** Takes those out that came last. @returns the day they came, and how many; undefined where there are none */
export async function removeLast(
  on: Queryable,
  collection: string,
): Promise<{ day: string; removed: number } | undefined> {
  const removed = await on.query<{ day: string }>(
    `delete from thing_photos
     where collection = $1 and came = (select max(came) from thing_photos where collection = $1)
     returning came::date::text as day`,
    [collection],
  )
  return removed[0] && { day: removed[0].day, removed: removed.length }
}

/** The photos of a thing; undefined where no such thing is known, not even by what was put right of it. */
export async function photosOf(
  on: Queryable,
  { id }: Collection,
  fid: number,
): Promise<Omit<Photo, 'href'>[] | undefined> {
  const [thing] = await on.query<{ known: boolean }>(
    `select exists (select from ${identifier(id)} where fid = $2::integer)
       or exists (select from corrections where collection = $1 and fid = $2::integer) as known`,
    [id, fid],
  )
  if (!thing?.known) return undefined
  return on.query(
    `select sha256 as id, caption, width, height, type, length(bytes) as bytes
     from thing_photos where collection = $1 and fid = $2::integer order by thing_photos.id`,
    [id, fid],
  )
}

export async function pictureOf(on: Queryable, sha256: string): Promise<Pick<Picture, 'type' | 'bytes'> | undefined> {
  const [row] = await on.query<{ type: Picture['type']; text: string }>(
    `select type, encode(bytes, 'base64') as text from thing_photos where sha256 = $1 limit 1`,
    [sha256],
  )
  return row && { type: row.type, bytes: Buffer.from(row.text, 'base64') }
}

/** A photo to try the API with. */
export async function anyPhoto(on: Queryable): Promise<string | undefined> {
  const [row] = await on.query<{ sha256: string }>('select sha256 from thing_photos limit 1')
  return row?.sha256
}
