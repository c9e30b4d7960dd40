import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { LiveKind } from '#data/model/live.ts'

/** All screens hear of a change at once; each asks within so long, in milliseconds, so that they do not ask at once. */
const spread = 500

/** How long to wait before a stream that was refused is asked for again, in milliseconds. */
const patience = 5_000

/**
 * Asks anew for what has changed as it changes. The browser opens a stream that breaks again by itself, but not one that
 * was refused; what was missed meanwhile is told, and between two words the page asks in its own time as ever.
 */
export function useLive(display: string): void {
  const client = useQueryClient()
  useEffect(() => {
    let stream: EventSource | undefined
    let again: ReturnType<typeof setTimeout> | undefined
    const asks = {
      // it says which data is another, and who sees that asks for it anew (use-overview.ts)
      data: () => void client.invalidateQueries({ queryKey: ['health'] }),
      display: () => void client.invalidateQueries({ queryKey: ['display', display] }),
    }
    // of many changes in a moment one question comes
    const due = new Map<keyof typeof asks, ReturnType<typeof setTimeout>>()
    const soon = (...kinds: (keyof typeof asks)[]) => {
      for (const kind of kinds.filter((one) => !due.has(one))) {
        const ask = () => {
          due.delete(kind)
          asks[kind]()
        }
        due.set(kind, setTimeout(ask, Math.random() * spread))
      }
    }
    const open = () => {
      stream = new EventSource('/api/live')
      const on = (kind: LiveKind, heard: (of: string) => void) =>
        stream?.addEventListener(kind, ({ data }: MessageEvent<string>) => heard(data))
      on('data', () => soon('data'))
      on('display', (of) => of === display && soon('display'))
      on('missed', () => soon('data', 'display'))
      stream.addEventListener('error', () => {
        if (stream?.readyState === EventSource.CLOSED) again = setTimeout(openAnew, patience)
      })
    }
    const openAnew = () => {
      open()
      // a new stream knows nothing of what was told before it
      stream?.addEventListener('open', () => soon('data', 'display'), { once: true })
    }
    const close = () => {
      stream?.close()
      clearTimeout(again)
    }
    // a browser opens few connections to a server: a page that nobody sees needs none
    const turn = () => (document.hidden ? close() : openAnew())
    // nor does the first of a page that begins with what was kept
    if (client.getQueryData(['display', display])) openAnew()
    else open()
    document.addEventListener('visibilitychange', turn)
    return () => {
      close()
      document.removeEventListener('visibilitychange', turn)
      for (const timer of due.values()) clearTimeout(timer)
    }
  }, [client, display])
}
