import { type ComponentType, type LazyExoticComponent, lazy } from 'react'
import { NotLoaded } from './not-loaded.tsx'
import type { PanelProps } from './props.ts'

/** What tells more of a thing than its properties do, by the name its collection gives; fetched when first shown. */
export const panels: Readonly<Record<string, LazyExoticComponent<ComponentType<PanelProps>>>> = {
  chiefs: lazy(() => import('./chiefs.tsx').then(({ ChiefsPanel }) => ({ default: ChiefsPanel }), notLoaded)),
  water: lazy(() => import('./water.tsx').then(({ WaterPanel }) => ({ default: WaterPanel }), notLoaded)),
}

function notLoaded() {
  return { default: NotLoaded }
}
