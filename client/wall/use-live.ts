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
    let stream: EventSource
    let again: ReturnType<typeof setTimeout> | undefined
    const timers = new Set<ReturnType<typeof setTimeout>>()
    const soon = (ask: () => void) => {
      const timer = setTimeout(() => {
        timers.delete(timer)
        ask()
      }, Math.random() * spread)
      timers.add(timer)
    }
    const askData = () => {
      void client.invalidateQueries({ queryKey: ['health'] })
      void client.invalidateQueries({ queryKey: ['data'] })
    }
    const askDisplay = () => void client.invalidateQueries({ queryKey: ['display', display] })
    const askAll = () => [askData(), askDisplay()]
    const open = () => {
      stream = new EventSource('/api/live')
      const on = (kind: LiveKind, heard: (of: string) => void) =>
        stream.addEventListener(kind, ({ data }: MessageEvent<string>) => heard(data))
      on('data', () => soon(askData))
      on('display', (of) => of === display && soon(askDisplay))
      on('missed', () => soon(askAll))
      stream.addEventListener('error', () => {
        if (stream.readyState !== EventSource.CLOSED) return
        again = setTimeout(() => {
          open()
          // a new stream knows nothing of what was told before it
          stream.addEventListener('open', askAll, { once: true })
        }, patience)
      })
    }
    open()
    return () => {
      stream.close()
      clearTimeout(again)
      for (const timer of timers) clearTimeout(timer)
    }
  }, [client, display])
}
