import type { FastifyInstance } from 'fastify'
import { ProblemError } from './problem.ts'

/** What the contract promises and is not built yet. Each line also stands in the README's *Not yet* list. */
export const notYet: readonly { paths: readonly string[]; line: string }[] = [
  { paths: ['/api/session'], line: 'Accounts and sign-in' },
  { paths: ['/api/cases', '/open311/*'], line: 'Cases, whistles and Open311' },
  { paths: ['/api/briefings'], line: 'Briefing packs' },
  { paths: ['/cases', '/duty', '/field', '/report'], line: 'Pages for cases, duty, the field and citizens' },
  { paths: ['/briefings'], line: 'The briefing page' },
  { paths: ['/settings'], line: 'The settings page' },
]

export async function notYetRoutes(app: FastifyInstance): Promise<void> {
  for (const { paths, line } of notYet) {
    for (const url of paths) {
      app.all(url, { schema: { hide: true } }, async () => {
        throw new ProblemError(501, `${line}: not built yet.`)
      })
    }
  }
}
