// npm test: from a bare clone to every test, on the embedded engine or on DATABASE_URL.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build, install, root, run } from '../../server/setup/prepare.mjs'
import { findChromium } from './chromium.mjs'
import { count, printCount } from './count.mjs'

install()
build()
const chromium = await findChromium()
if (chromium === undefined) {
  console.error('The browser tests need Chromium or Chrome: install one, or set CHROMIUM_PATH.')
  process.exit(1)
}

const given = process.env['TEST_REPORT']
const folder = mkdtempSync(join(tmpdir(), 'xiucheng-test-'))
const report = given ?? join(folder, 'report.json')
const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs')
const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
const code = run(vitest, ['run', '--config', 'tests/vitest.config.ts', ...reporters, ...process.argv.slice(2)], {
  env: { ...process.env, CHROMIUM_PATH: chromium },
})
printCount([count(JSON.parse(readFileSync(report, 'utf8')))])
rmSync(folder, { recursive: true, force: true })
process.exit(code)
