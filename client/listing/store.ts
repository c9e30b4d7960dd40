import { create } from 'zustand'
import type { Order } from './order.ts'

/** How a list is looked at; kept while the page is, so that who comes back from the map finds their place. */
export interface ListLook {
  /** The value of the state that is wanted; empty: any. */
  state: string
  text: string
  order: Order | null
  page: number
  /** How many rows may be fetched unasked. */
  most: number
  /** The thing that was last opened from it. */
  opened: number | null
}

/** As many rows as are fetched without being asked for. */
export const fetchedUnasked = 5000

export const untouched: ListLook = {
  state: '',
  text: '',
  order: null,
  page: 0,
  most: fetchedUnasked,
  opened: null,
}

interface ListStore {
  looks: Readonly<Record<string, ListLook>>
  /** Changes how the list of a collection is looked at; another filter or order begins at its first page. */
  look: (collection: string, change: Partial<ListLook>) => void
}

export const useListStore = create<ListStore>((set) => ({
  looks: {},
  look: (collection, change) =>
    set(({ looks }) => {
      const anew = 'page' in change || 'opened' in change || 'most' in change ? {} : { page: 0, opened: null }
      return { looks: { ...looks, [collection]: { ...untouched, ...looks[collection], ...anew, ...change } } }
    }),
}))
