import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import './setup/clock.mjs'

const onPostgis = (process.env['DATABASE_URL'] ?? '') !== ''

export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  test: {
    passWithNoTests: false,
    setupFiles: ['tests/setup/clock.mjs'],
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          // one kind after the other: two cores, and a browser that draws in software
          sequence: { groupOrder: 0 },
          include: ['tests/unit/**/*.test.ts'],
          testTimeout: 60_000,
          // pure modules keep nothing: to load them for each file anew takes as long as all the tests
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'api',
          sequence: { groupOrder: 1 },
          include: ['tests/api/**/*.test.ts', onPostgis ? 'tests/engines/**/*.test.ts' : 'tests/embedded/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 240_000,
          globalSetup: ['tests/api/shared-county.ts'],
          // one worker's files share its modules, and with them the sample county they only read; the embedded engine
          // is one session: one worker, whose one PGlite serves all files
          isolate: false,
          ...(onPostgis ? { maxWorkers: 2 } : { maxWorkers: 1, fileParallelism: false }),
          pool: 'threads',
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          sequence: { groupOrder: 2 },
          include: ['tests/browser/**/*.test.ts'],
          testTimeout: 180_000,
          // drawn in software on two busy cores: what fails once is tried once more, and what fails twice has failed
          retry: 1,
          expect: { poll: { timeout: 10_000 } },
          hookTimeout: 240_000,
          // one worker, whose tab goes from file to file
          isolate: false,
          fileParallelism: false,
          globalSetup: ['tests/browser/county-server.ts'],
        },
      },
    ],
  },
})
