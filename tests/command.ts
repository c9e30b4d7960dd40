import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import project from '../package.json' with { type: 'json' }

const root = fileURLToPath(new URL('..', import.meta.url))
const clock = new URL('setup/clock.mjs', import.meta.url).href

/** A command of the project in a process of its own, as `npm run` would start it. */
export interface Command {
  process: ChildProcess
  /** What it printed so far, both streams. */
  said(): string
  /** Waits until it prints something like this. @throws with what it said, when it ends before. */
  says(what: RegExp): Promise<string>
  ended: Promise<{ code: number | null; said: string }>
}

/** How `npm start` bounds the server's memory. */
const bounds = project.scripts.start.split(' ').filter((word) => word.startsWith('--'))

/** @param before a program to start it through, such as a shell that sets limits */
export function start(script: string, args: string[], env: Record<string, string>, before: string[] = []): Command {
  const node = [process.execPath, ...(script === serverScript ? bounds : []), '--import', clock, '--import', 'tsx']
  const [program = '', ...rest] = [...before, ...node, script, ...args]
  const { DATABASE_URL: _, ...inherited } = process.env
  const child = spawn(program, rest, { cwd: root, env: { ...inherited, ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
  let text = ''
  const listeners = new Set<() => void>()
  const hear = (chunk: Buffer) => {
    text += chunk
    for (const listener of listeners) listener()
  }
  child.stdout.on('data', hear)
  child.stderr.on('data', hear)
  const ended = new Promise<{ code: number | null; said: string }>((resolve) => {
    child.on('close', (code) => resolve({ code, said: text }))
  })
  return {
    process: child,
    said: () => text,
    ended,
    says: (what) =>
      new Promise((resolve, reject) => {
        const look = () => {
          if (!what.test(text)) return
          listeners.delete(look)
          resolve(text)
        }
        listeners.add(look)
        look()
        ended.then(() => reject(new Error(`ended before it said ${what}: ${text}`)))
      }),
  }
}

export const serverScript = 'server/main.ts'
export const importScript = 'server/imports/main.ts'
export const photosScript = 'server/photos/main.ts'
export const regradeScript = 'server/regrade.ts'
export const sampleScript = 'server/sample/main.ts'
export const exportScript = 'server/exports/main.ts'
