import { readFile } from 'node:fs/promises'

const page = new URL('../../dist/wall.html', import.meta.url)

/**
 * Which build of the wall's page this server has: the name of its script, which carries a hash of what is in it. Null
 * where none was built. Read each time, for a new build is put into its place while the server runs.
 */
export async function wallBuild(): Promise<string | null> {
  const text = await readFile(page, 'utf8').catch(() => '')
  return /\/assets\/([\w-]+)\.js/.exec(text)?.[1] ?? null
}
