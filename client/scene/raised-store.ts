import { create } from 'zustand'

interface RaisedStore {
  /** Whether this browser could not draw what was to be raised. */
  failed: boolean
}

/** What only the picture of raised density knows. */
export const useRaisedState = create<RaisedStore>(() => ({ failed: false }))
