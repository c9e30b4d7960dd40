/** What a display asks of its server that is kept for it: its page, the files of its build, and what its map is drawn from. */
export type Kind = 'page' | 'file' | 'map'

/** Which of these is asked for; null for all else, which goes its way as if nobody looked on. */
export function kindOf(method: string, address: string): Kind | null {
  if (method !== 'GET') return null
  const { pathname } = new URL(address)
  if (/^\/wall\/[^/]+$/.test(pathname)) return 'page'
  if (/^\/(wall\/)?assets\//.test(pathname)) return 'file'
  return /^\/api\/collections\/[^/]+\/tiles\//.test(pathname) ? 'map' : null
}

/** Where the page of every display is kept; it is the same for all. */
export const pageKept = '/wall'

/** What the files of a build are kept under. */
export const filesOf = (build: string) => `${builds}${build}`
export const builds = 'xiucheng.wall.'

/** What tiles are kept under. */
export const mapKept = 'xiucheng.map'

/** How many of them. A display that shows two dozen places needs about half. */
export const mostOfMap = 4_000

/** The name of a tile whatever its version, so that of each the last one is kept and no other. */
export function nameOfTile(address: string): string {
  const url = new URL(address)
  url.searchParams.delete('v')
  return url.href
}

/** Whether an address names one version, which never changes. */
export function isVersioned(address: string): boolean {
  return new URL(address).searchParams.has('v')
}

/** Whether this is the server's answer, and not that it cannot give one now. */
export function isAnswer(status: number): boolean {
  return status < 500 && status !== 429
}

/** Where pages hear that their map was given something that may be older than what the server has. */
export const heardOf = 'xiucheng.older'
