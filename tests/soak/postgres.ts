import { execFileSync } from 'node:child_process'
import { chownSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A PostgreSQL of its own, which may be stopped. */
export interface OwnPostgres {
  /** A connection string; it stays the same from one start to the next. */
  url: string
  start(): void
  /** Stops it as an administrator does, who waits for nobody. */
  stop(): void
  /** Stops it and throws away all it had. */
  close(): void
}

/**
 * Starts a PostgreSQL in a folder that is thrown away with it. It needs PostgreSQL's programs in `PG_BIN`, or on the path,
 * and where root asks for it, whom it refuses to run for, the system's user `postgres`.
 */
export async function ownPostgres(): Promise<OwnPostgres> {
  const folder = mkdtempSync(join(tmpdir(), 'xiucheng-soak-'))
  const owner = process.getuid?.() === 0 ? userNamed('postgres') : undefined
  if (owner) chownSync(folder, owner.uid, owner.gid)
  const data = join(folder, 'data')
  const port = await freePort()
  const run = (program: string, ...args: string[]) =>
    execFileSync(join(process.env['PG_BIN'] ?? '', program), args, { ...owner, cwd: folder, stdio: 'ignore' })
  const server = (...args: string[]) => run('pg_ctl', '-D', data, '-w', '-l', join(folder, 'log'), ...args)
  const options = `-p ${port} -k ${folder} -c listen_addresses=127.0.0.1 -c fsync=off`
  const own = {
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    start: () => void server('-o', options, 'start'),
    stop: () => void server('-m', 'fast', 'stop'),
    close() {
      try {
        server('-m', 'immediate', 'stop')
      } catch {
        // it was stopped before
      }
      rmSync(folder, { recursive: true, force: true })
    },
  }
  run('initdb', '-D', data, '-U', 'postgres', '--auth=trust', '--encoding=UTF8', '--locale=C.UTF-8')
  process.once('exit', own.close)
  own.start()
  return own
}

function userNamed(name: string): { uid: number; gid: number } {
  const id = (which: '-u' | '-g') => Number(execFileSync('id', [which, name], { encoding: 'utf8' }))
  return { uid: id('-u'), gid: id('-g') }
}

export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('no port is free')
  return address.port
}
