import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { putUp } from '../browser/put-up.ts'
import { type Command, start } from '../command.ts'
import { serveCounties } from './county.ts'
import { heldBy, telling } from './memory.ts'
import { type Line, median } from './table.ts'

/** How many listen at once, in turn; the first bring with them what a server needs only once. */
const first = 20
const crowds = [500, 2000]
/** So many connect at once: a server has room for few that wait. */
const atOnce = 100
const rounds = 11
/** Within so long a change is to have reached all, and a server that is told to end to have ended, in milliseconds. */
const allowed = 2000

/**
 * What those who listen to the event stream cost: how much of the server's heap each takes, beside a bare Fastify with
 * as many streams; how soon a change has reached all of them; and how soon the server ends when it is told to.
 * @throws where its end is not a clean one
 */
export async function listeners(url: string, day: string): Promise<Line[]> {
  const county = await serveCounties(url, 1, day, undefined, telling)
  const bare = start('tests/bench/fixed.ts', ['1'], telling)
  try {
    const rival = /http\S+/.exec(await bare.says(/http\S+/))?.[0] ?? ''
    const ours = new Crowd(`${county.address}/api/live`)
    const theirs = new Crowd(`${rival}/stream`)
    const lines: Line[] = []
    const ofOurs = await costIn(county.server, ours)
    const ofTheirs = await costIn(bare, theirs)
    for (const many of crowds.filter((one) => one < openFiles())) {
      const [took, bareTook] = [await ofOurs(many), await ofTheirs(many)]
      lines.push({
        what: `heap of a listener among ${many} (the server ${took.grown})`,
        ours: inKB(took.each),
        rival: `${inKB(bareTook.each)} a bare stream`,
        ratio: bareTook.each / took.each,
        goal: 0,
      })
      lines.push(within(`a change, until ${many} listeners have it`, await reaching(county.address, ours)))
    }
    theirs.leave()
    lines.push(within(`the end of a server with ${ours.size} listeners`, await ending(county.server)))
    return lines
  } finally {
    bare.process.kill()
    await bare.ended
    await county.close()
  }
}

/** Those who listen to one stream. */
class Crowd {
  readonly #address: URL
  readonly #all: Socket[] = []

  constructor(address: string) {
    this.#address = new URL(address)
  }

  get size(): number {
    return this.#all.length
  }

  async grow(to: number): Promise<void> {
    while (this.size < to) {
      const more = Math.min(atOnce, to - this.size)
      this.#all.push(...(await Promise.all(Array.from({ length: more }, () => this.#join()))))
    }
  }

  /** Waits until every one has been told this. */
  async hear(what: string): Promise<void> {
    await Promise.all(this.#all.map((one) => heard(one, what)))
  }

  leave(): void {
    for (const one of this.#all) one.destroy()
  }

  async #join(): Promise<Socket> {
    const { hostname, port, pathname, host } = this.#address
    const socket = connect(Number(port), hostname)
    socket.write(`GET ${pathname} HTTP/1.1\r\nHost: ${host}\r\n\r\n`)
    const [answer] = await once(socket, 'data')
    if (!String(answer).startsWith('HTTP/1.1 200')) throw new Error(String(answer))
    return socket
  }
}

function heard(socket: Socket, what: string): Promise<void> {
  return new Promise((resolve) => {
    let text = ''
    const hear = (chunk: Buffer) => {
      text += chunk
      if (!text.includes(what)) return
      socket.off('data', hear)
      resolve()
    }
    socket.on('data', hear)
  })
}

interface Cost {
  /** What each beyond the first takes of the server's heap, in bytes. */
  each: number
  /** From how much to how much all of its memory has grown. */
  grown: string
}

/** @returns has the crowd grow, and tells what that costs its server */
async function costIn(server: Command, crowd: Crowd): Promise<(many: number) => Promise<Cost>> {
  await crowd.grow(first)
  const before = await heldBy(server)
  return async (many) => {
    await crowd.grow(many)
    const { heap, all } = await heldBy(server)
    const [from, to] = [before.all, all].map((bytes) => (bytes / 1e6).toFixed(0))
    return { each: (heap - before.heap) / (many - first), grown: `${from} → ${to} MB` }
  }
}

function inKB(bytes: number): string {
  return `${(bytes / 1000).toFixed(1)} kB`
}

/** How long it takes from the question that changes something until the whole crowd has heard of it. */
async function reaching(address: string, crowd: Crowd): Promise<number> {
  const spent: number[] = []
  for (let round = 0; round < rounds; round++) {
    const everyone = crowd.hear('data: bench\n')
    const begun = performance.now()
    const changed = putUp(address, 'bench', ['?v=1&theme=toilets'])
    await everyone
    spent.push(performance.now() - begun)
    const { takeDown } = await changed
    await Promise.all([crowd.hear('data: bench\n'), takeDown()])
  }
  return median(spent)
}

async function ending(server: Command): Promise<number> {
  const begun = performance.now()
  server.process.kill()
  const { code, said } = await server.ended
  if (code !== 0) throw new Error(`the server ended with ${code}: ${said}`)
  return performance.now() - begun
}

function within(what: string, took: number): Line {
  return { what, ours: `${took.toFixed(0)} ms`, rival: `${allowed} ms allowed`, ratio: allowed / took, goal: 1 }
}

/** How many files, and so connections, this process may have open at once. */
function openFiles(): number {
  const report = process.report.getReport() as { userLimits?: { open_files: { soft: number | 'unlimited' } } }
  const soft = report.userLimits?.open_files.soft ?? 'unlimited'
  return soft === 'unlimited' ? Number.POSITIVE_INFINITY : soft
}
