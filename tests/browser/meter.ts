import type { CDPSession, Page } from 'playwright-core'

/** What a page holds once all that is unused has been swept away. */
export interface Held {
  /** Bytes of what its scripts made: objects, arrays, texts, functions. Code the browser compiles of them is its own. */
  heap: number
  /** Nodes of the document, and listeners to what happens on them. */
  nodes: number
  listeners: number
  canvases: number
}

/** The kinds of things on the heap that scripts make. */
const made = new Set([
  'object',
  'array',
  'string',
  'concatenated string',
  'sliced string',
  'closure',
  'number',
  'regexp',
])

/** A snapshot of the heap, as far as it is read here: each thing is so many numbers in a row, named by the fields. */
interface Snapshot {
  snapshot: { meta: { node_fields: string[]; node_types: [string[], ...unknown[]] } }
  nodes: number[]
}

/** Measures what a page holds, by the browser's own count. */
export class Meter {
  private readonly page: Page
  private readonly session: CDPSession

  private constructor(page: Page, session: CDPSession) {
    this.page = page
    this.session = session
  }

  static async at(page: Page): Promise<Meter> {
    const session = await page.context().newCDPSession(page)
    await session.send('Performance.enable')
    return new Meter(page, session)
  }

  async read(): Promise<Held> {
    const heap = await this.heap()
    const { metrics } = await this.session.send('Performance.getMetrics')
    const of = (wanted: string) => metrics.find(({ name }) => name === wanted)?.value ?? Number.NaN
    const canvases = await this.page.locator('canvas').count()
    return { heap, nodes: of('Nodes'), listeners: of('JSEventListeners'), canvases }
  }

  private async heap(): Promise<number> {
    const chunks: string[] = []
    const take = ({ chunk }: { chunk: string }) => {
      chunks.push(chunk)
    }
    await this.session.send('HeapProfiler.collectGarbage')
    this.session.on('HeapProfiler.addHeapSnapshotChunk', take)
    await this.session.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false })
    this.session.off('HeapProfiler.addHeapSnapshotChunk', take)
    return sizeOfMade(JSON.parse(chunks.join('')))
  }
}

function sizeOfMade({ snapshot: { meta }, nodes }: Snapshot): number {
  const [types] = meta.node_types
  const [type, size] = [meta.node_fields.indexOf('type'), meta.node_fields.indexOf('self_size')]
  let sum = 0
  for (let at = 0; at < nodes.length; at += meta.node_fields.length) {
    if (made.has(types[nodes[at + type] ?? 0] ?? '')) sum += nodes[at + size] ?? 0
  }
  return sum
}
