/** The pages of the product. All of them show a scene; the path of the address says on which. */
export const pagePaths = { overview: '/', plan: '/plan', displays: '/wall' } as const
/** The page that steers one display has no place in the menu: it is opened by the address of its display. */
export type PageName = keyof typeof pagePaths | 'control'

const control = /^\/wall\/([^/]+)\/control\/?$/

/** Where a display is steered from; behind the # goes what lets one do so from elsewhere. */
export function controlPath(display: string, token: string | null): string {
  return `/wall/${display}/control${token ? `#${token}` : ''}`
}

/** The display whose control stands at a path. */
export function controlledAt(path: string): string {
  return control.exec(path)?.[1] ?? ''
}

/** The page at a path. */
export function pageAt(path: string): PageName {
  if (path.startsWith(pagePaths.plan)) return 'plan'
  if (control.test(path)) return 'control'
  return path.startsWith(pagePaths.displays) ? 'displays' : 'overview'
}
