/** The pages of the product. All of them show a scene; the path of the address says on which. */
export const pagePaths = { overview: '/', plan: '/plan', displays: '/wall' } as const
export type PageName = keyof typeof pagePaths

/** The page at a path. */
export function pageAt(path: string): PageName {
  if (path.startsWith(pagePaths.plan)) return 'plan'
  return path.startsWith(pagePaths.displays) ? 'displays' : 'overview'
}
