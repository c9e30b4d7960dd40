import type { Scenario } from '#data/model/scenario.ts'
import type { Queryable } from '../database/database.ts'

/** What is kept of what was given. */
export type Kept = Pick<Scenario, 'name' | 'note' | 'scene'>

const time = (column: string) => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as ${column}`
const told = `id, name, note, scene, ${time('created')}, ${time('changed')}`

/** The scenarios that were changed last, the newest change first. */
export function scenarioRows(on: Queryable, most: number): Promise<Scenario[]> {
  return on.query(
    `select ${told} from scenarios order by scenarios.changed desc, scenarios.created desc, id limit $1::integer`,
    [most],
  )
}

export async function scenarioOf(on: Queryable, id: string): Promise<Scenario | undefined> {
  const [row] = await on.query<Scenario>(`select ${told} from scenarios where id = $1`, [id])
  return row
}

/** How many there are, until the transaction ends: whoever else adds one waits for it. */
export async function countToAdd(inside: Queryable): Promise<number> {
  await inside.query('lock table scenarios in share row exclusive mode')
  const [row] = await inside.query<{ count: number }>('select count(*)::integer as count from scenarios')
  return row?.count ?? 0
}

/** @returns what is kept now; undefined where the id is taken, and nothing was written */
export async function addScenario(
  on: Queryable,
  id: string,
  { name, note, scene }: Kept,
): Promise<Scenario | undefined> {
  const [row] = await on.query<Scenario>(
    `insert into scenarios (id, name, note, scene) values ($1, $2, $3, $4) on conflict (id) do nothing returning ${told}`,
    [id, name, note, scene],
  )
  return row
}

/** @returns what is kept now; undefined where there is none */
export async function changeScenario(
  on: Queryable,
  id: string,
  { name, note, scene }: Kept,
): Promise<Scenario | undefined> {
  const [row] = await on.query<Scenario>(
    `update scenarios set name = $2, note = $3, scene = $4, changed = now() where id = $1 returning ${told}`,
    [id, name, note, scene],
  )
  return row
}

/** @returns whether there was one */
export async function removeScenario(on: Queryable, id: string): Promise<boolean> {
  const removed = await on.query('delete from scenarios where id = $1 returning id', [id])
  return removed.length > 0
}

/** A scenario to try the API with. */
export async function anyScenario(on: Queryable): Promise<string | undefined> {
  const [row] = await on.query<{ id: string }>('select id from scenarios limit 1')
  return row?.id
}
