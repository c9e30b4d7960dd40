import { create } from 'zustand'
import type { Cell } from '../map/hexagons.ts'

interface RaisedStore {
  /** The hexagon asked about. It is in no address: another day or figure has other ones. */
  cell: Cell | null
  /** Whether this browser could not draw what was to be raised. */
  failed: boolean
}

/** What only the picture of raised density knows. */
export const useRaisedState = create<RaisedStore>(() => ({ cell: null, failed: false }))
