import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { PGlite } from '@electric-sql/pglite'
import { startEmbedded } from '#server/database/embedded.ts'

const packages = fileURLToPath(new URL('../node_modules', import.meta.url))
const versions = ['pglite', 'pglite-postgis'].map((name) => {
  const told = readFileSync(join(packages, '@electric-sql', name, 'package.json'), 'utf8')
  return (JSON.parse(told) as { version: string }).version
})
const cache = join(packages, '.cache', 'xiucheng')
const kept = join(cache, `engine-${versions.join('-')}.tar`)

/** An embedded engine in memory with nothing in it but PostGIS. To make one takes 20 s, so what was made is kept. */
export async function freshEngine(): Promise<PGlite> {
  return (await fromKept('memory://')) ?? (await keep(await startEmbedded('memory://')))
}

/** Puts the files of an engine with nothing in it but PostGIS into a folder that is to be a DATA_DIR. */
export async function freshFolder(dataDir: string): Promise<void> {
  if (!existsSync(kept)) await (await freshEngine()).close()
  mkdirSync(dataDir, { recursive: true })
  await (await fromKept(join(dataDir, 'pgdata')))?.close()
}

async function fromKept(folder: string): Promise<PGlite | undefined> {
  return existsSync(kept) ? startEmbedded(folder, new Blob([readFileSync(kept)])) : undefined
}

async function keep(engine: PGlite): Promise<PGlite> {
  const made = await engine.dumpDataDir('none')
  mkdirSync(cache, { recursive: true })
  // whole or not at all: another run may look for it at the same time
  const coming = `${kept}.${process.pid}`
  writeFileSync(coming, Buffer.from(await made.arrayBuffer()))
  renameSync(coming, kept)
  return engine
}
