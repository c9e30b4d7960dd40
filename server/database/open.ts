import { join } from 'node:path'
import type { Database } from './database.ts'

export interface Where {
  databaseUrl: string | undefined
  dataDir: string
  schema: string
}

/**
 * Opens the county on PostGIS where a `DATABASE_URL` is set, else on the embedded engine in `DATA_DIR`,
 * whose lock it holds until closed. Engines are loaded only when wanted.
 * @param what who opens it, for others who find the folder locked
 */
export async function openDatabase(where: Where, what: string): Promise<Database> {
  if (where.databaseUrl !== undefined) {
    const { openPostgis } = await import('./postgis.ts')
    return openPostgis(where.databaseUrl, where.schema)
  }
  const { lockFolder } = await import('./lock.ts')
  const { openEmbedded, startEmbedded } = await import('./embedded.ts')
  const release = await lockFolder(where.dataDir, what)
  try {
    const database = await openEmbedded(await startEmbedded(join(where.dataDir, 'pgdata')), where.schema)
    const close = database.close
    return {
      ...database,
      close: async () => {
        await close()
        await release()
      },
    }
  } catch (error) {
    await release()
    throw error
  }
}
