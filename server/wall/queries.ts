import type { Arranged, Display, DisplayGiven, Screen, Steering, Told } from '#data/model/display.ts'
import type { Control } from '#data/model/programme.ts'
import type { Queryable } from '../database/database.ts'
import type { Heard } from './screen-book.ts'

/** How many screens of a display are remembered, and for how many days. */
const mostScreens = 50
const days = 30

const time = (column: string) => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as ${column}`

/** A display as it is kept. */
export type Kept = Omit<Arranged, 'screens' | 'token'> & { changed: string; token: string }

const told = `id, title, profile, programme, token, ${time('changed')}`

/** All that are kept, by their names. */
export function displayRows(on: Queryable): Promise<Kept[]> {
  return on.query(`select ${told} from displays order by id`)
}

export async function displayOf(
  on: Queryable,
  id: string,
): Promise<Pick<Display, keyof DisplayGiven | 'id'> | undefined> {
  const [row] = await on.query<Kept>(`select id, title, profile, programme from displays where id = $1`, [id])
  return row
}

/** The token of a display that is kept. */
export async function tokenOf(on: Queryable, id: string): Promise<string | undefined> {
  const [row] = await on.query<{ token: string }>('select token from displays where id = $1', [id])
  return row?.token
}

/** Where somebody put a display by hand. */
export async function controlOf(on: Queryable, id: string): Promise<Control | null> {
  const [row] = await on.query<Control>(`select slot, turn, stays, ${time('since')} from controls where display = $1`, [
    id,
  ])
  return row ?? null
}

/** Puts a display to a turn, from a moment on: one of the clock by which displays run, which is the server's. */
export async function steer(
  on: Queryable,
  id: string,
  { slot, turn, stays, since }: Steering & { slot: number; since: Date },
): Promise<Control> {
  const [row] = await on.query<Control>(
    `insert into controls (display, slot, turn, stays, since)
     values ($1, $2::integer, $3::integer, $4::boolean, $5::timestamptz)
     on conflict (display) do update
       set slot = excluded.slot, turn = excluded.turn, stays = excluded.stays, since = excluded.since
     returning slot, turn, stays, ${time('since')}`,
    [id, slot, turn, stays, since.toISOString()],
  )
  if (row === undefined) throw new Error('what was kept is not told')
  return row
}

/** Lets a display go by its programme again. */
export async function letGo(on: Queryable, id: string): Promise<void> {
  await on.query('delete from controls where display = $1', [id])
}

/** How many there are besides one, until the transaction ends: whoever else adds one waits for it. */
export async function countBeside(inside: Queryable, id: string): Promise<number> {
  await inside.query('lock table displays in share row exclusive mode')
  const [row] = await inside.query<{ count: number }>(
    'select count(*)::integer as count from displays where id <> $1',
    [id],
  )
  return row?.count ?? 0
}

/** Keeps a display, in the place of the one of that name if there is one. */
export async function keepDisplay(on: Queryable, id: string, given: DisplayGiven): Promise<Kept> {
  const [row] = await on.query<Kept>(
    `insert into displays (id, title, profile, programme) values ($1, $2, $3::jsonb, $4::jsonb)
     on conflict (id) do update
       set title = excluded.title, profile = excluded.profile, programme = excluded.programme, changed = now()
     returning ${told}`,
    [id, given.title, JSON.stringify(given.profile), JSON.stringify(given.programme)],
  )
  if (row === undefined) throw new Error('what was kept is not told')
  return row
}

/** @returns whether there was one */
export async function removeDisplay(inside: Queryable, id: string): Promise<boolean> {
  await inside.query('delete from screens where display = $1', [id])
  await letGo(inside, id)
  const removed = await inside.query('delete from displays where id = $1 returning id', [id])
  return removed.length > 0
}

/** The screens of each display, the last heard of first. */
export async function screensByDisplay(on: Queryable): Promise<Map<string, Screen[]>> {
  const rows = await on.query<{ display: string; told: Told; heard: string }>(
    `select display, told, ${time('heard')} from screens
     where screens.heard > now() - make_interval(days => ${days})
     order by display, screens.heard desc`,
  )
  const screens = new Map<string, Screen[]>()
  for (const { display, told, heard } of rows) {
    screens.set(display, [...(screens.get(display) ?? []), { ...told, heard }])
  }
  return screens
}

/** Writes down what screens told, and forgets those not heard of for long: as many stay as anybody hangs up. */
export async function writeDown(inside: Queryable, told: readonly Heard[]): Promise<void> {
  const rows = told.map(({ display, told, heard }) => ({
    display,
    screen: told.screen,
    told,
    heard: heard.toISOString(),
  }))
  await inside.query(
    `insert into screens (display, screen, told, heard)
     select display, screen, told, heard
     from jsonb_to_recordset($1::jsonb) as one (display text, screen text, told jsonb, heard timestamptz)
     on conflict (display, screen) do update set told = excluded.told, heard = excluded.heard
     where screens.heard < excluded.heard`,
    [JSON.stringify(rows)],
  )
  await inside.query(
    `delete from screens s
     using (
       select display, screen, row_number() over (partition by display order by heard desc, screen) as nth
       from screens
     ) as ranked
     where s.display = ranked.display and s.screen = ranked.screen
       and (ranked.nth > ${mostScreens} or s.heard < now() - make_interval(days => ${days}))`,
  )
}
