import type { Database } from './database/database.ts'
import { ProblemError } from './http/problem.ts'
import type { Catalogue } from './themes/load-themes.ts'

/** What the rooms are given: the county once it stands, its themes, and how it is reached from outside. */
export interface Site {
  /** @throws {ProblemError} 503 while the county is still being prepared */
  database: () => Database
  catalogue: Catalogue
  engine: Database['engine']
  publicUrl: string | undefined
  trustProxy: boolean
  guestsMayRead: () => boolean
}

/** Holds the county from the moment the server listens until it stands. */
export function waitingRoom(): { database: () => Database; ready: (database: Database) => void } {
  let county: Database | undefined
  return {
    database: () => {
      if (county === undefined) {
        throw new ProblemError(503, 'The county is still being prepared; ask again in a few seconds.')
      }
      return county
    },
    ready: (database) => {
      county = database
    },
  }
}
