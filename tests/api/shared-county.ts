import { randomBytes } from 'node:crypto'
import type { TestProject } from 'vitest/node'
import { identifier } from '#server/database/database.ts'
import { openPostgis } from '#server/database/postgis.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** How the schemas begin that files of this run share. */
    shared: string
  }
}

/** Names what files of a run share, and drops it when the run is over. */
export default function share(project: TestProject): () => Promise<void> {
  const shared = `t_${randomBytes(6).toString('hex')}`
  project.provide('shared', shared)
  return async () => {
    const url = process.env['DATABASE_URL']
    if (!url) return
    const database = await openPostgis(url, 'public')
    const left = await database.query<{ name: string }>(
      'select nspname as name from pg_namespace where starts_with(nspname, $1)',
      [`${shared}_`],
    )
    for (const { name } of left) await database.query(`drop schema ${identifier(name)} cascade`)
    await database.close()
  }
}
