// npm run check: types, lint and format, code that nothing uses.
import { join } from 'node:path'
import { install, root, run } from './prepare.mjs'

install()
const bin = (/** @type {string[]} */ ...path) => join(root, 'node_modules', ...path)
for (const [script = '', ...args] of [
  [bin('typescript', 'bin', 'tsc'), '--noEmit'],
  [bin('@biomejs', 'biome', 'bin', 'biome'), 'check', '--error-on-warnings', '.'],
  [bin('knip', 'bin', 'knip.js')],
]) {
  const code = run(script, args)
  if (code !== 0) process.exit(code)
}
