// What every command does first, on a machine where nothing was installed: it needs Node and npm only, uses
// no shell, and does nothing twice.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../../', import.meta.url))

/**
 * Runs a JavaScript file with this Node, in the project's folder.
 * @param {string} script
 * @param {string[]} [args]
 * @param {import('node:child_process').SpawnSyncOptions} [options]
 * @returns {number} its exit code
 */
export function run(script, args = [], options = {}) {
  const result = spawnSync(process.execPath, [script, ...args], { cwd: root, stdio: 'inherit', ...options })
  return result.status ?? 1
}

/** Installs the packages of the lockfile, unless these very ones stand. */
export function install() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major < 20 || (major === 20 && minor < 19)) {
    console.error(`Node 20.19 or newer is needed; this is ${process.versions.node}.`)
    process.exit(1)
  }
  const wanted = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex')
  const mark = join(root, 'node_modules', '.xiucheng')
  if (existsSync(mark) && readFileSync(mark, 'utf8') === wanted) return
  console.log('安装依赖 installing packages …')
  const npm = process.env['npm_execpath']
  if (npm === undefined) {
    console.error('Run this through npm: npm start, or npm test.')
    process.exit(1)
  }
  // not `npm ci`: it fails where a registry lacks the optional parts for platforms that are not this one
  const code = run(npm, ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error'])
  if (code !== 0) process.exit(code)
  writeFileSync(mark, wanted)
}

/** Builds the client, unless it was built from what stands now. */
export function build() {
  const mark = join(root, 'dist', '.built')
  const madeOf = ['client', 'data/model', 'data/themes', 'data/sample/towns.json', 'server/setup/words-face.ts']
  const newest = Math.max(
    ...[...madeOf, 'vite.config.ts', 'package-lock.json'].map((path) => newestIn(join(root, path))),
  )
  if (existsSync(mark) && statSync(mark).mtimeMs >= newest) return
  console.log('构建页面 building the pages …')
  for (const page of [[], ['--mode', 'wall']]) {
    const code = run(join(root, 'node_modules', 'vite', 'bin', 'vite.js'), ['build', '--logLevel', 'warn', ...page])
    if (code !== 0) process.exit(code)
  }
  writeFileSync(mark, '')
}

/** @param {string} path @returns {number} */
function newestIn(path) {
  const stat = statSync(path)
  if (!stat.isDirectory()) return stat.mtimeMs
  return Math.max(stat.mtimeMs, ...readdirSync(path).map((name) => newestIn(join(path, name))))
}
