// npm run dev: the server with its own restarts, and the pages with Vite's.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { install, root } from './prepare.mjs'

install()
const tsx = join(root, 'node_modules', 'tsx', 'dist', 'cli.mjs')
const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js')
const running = [
  [tsx, 'watch', '--clear-screen=false', 'server/main.ts'],
  [vite, '--clearScreen', 'false'],
].map((args) => spawn(process.execPath, args, { cwd: root, stdio: 'inherit' }))
for (const one of running) {
  one.on('exit', (code) => {
    for (const other of running) other.kill()
    process.exitCode = code ?? 0
  })
}
