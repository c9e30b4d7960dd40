import type { ReactNode } from 'react'
import { type ReactPortal, type RefObject, useEffect, useState } from 'react'
import { createPortal, flushSync } from 'react-dom'
import type { MapController } from '../map/controller.ts'
import type { Snapshot } from '../map/props.ts'
import { paint } from './paint.ts'
import { type Facts, Sheet } from './sheet.tsx'

/** A sheet as a picture, its size in pixels. */
export interface Painted {
  blob: Blob
  width: number
  height: number
}

/** The least width of a picture taken along, in its pixels. */
const least = 1600

/** The sheet: laid out only while it is printed or painted, so that the page itself is not there twice. */
export function useSheet(
  controller: RefObject<MapController | null>,
  facts: Facts | null,
  legend: ReactNode,
  paper: string,
) {
  const [picture, setPicture] = useState<Snapshot | null>(null)
  useEffect(() => {
    // the browser's own way to print gives no time to wait
    const lay = () => {
      if (document.body.dataset['printing']) return
      flushSync(() => setPicture(controller.current?.snapshot() ?? null))
    }
    const clear = () => setPicture(null)
    addEventListener('beforeprint', lay)
    addEventListener('afterprint', clear)
    return () => {
      removeEventListener('beforeprint', lay)
      removeEventListener('afterprint', clear)
    }
  }, [controller])

  async function png(): Promise<Painted | null> {
    flushSync(() => setPicture(controller.current?.snapshot() ?? null))
    try {
      const sheet = document.querySelector<HTMLElement>('.sheet')
      if (!sheet) return null
      await document.fonts.ready
      const canvas = paint(sheet, Math.max(devicePixelRatio, least / sheet.clientWidth))
      const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/png'))
      return blob && { blob, width: canvas.width, height: canvas.height }
    } finally {
      setPicture(null)
    }
  }

  const sheet: ReactPortal | null =
    picture && facts ? createPortal(<Sheet {...{ facts, legend, picture, paper }} />, document.body) : null
  return { png, sheet }
}
