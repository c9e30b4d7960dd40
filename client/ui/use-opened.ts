import { useState } from 'react'

/** Which of some figures beside one another stands open, by the id of its rows: one that opens closes the others. */
export function useOpened<Id extends string>() {
  const [opened, setOpened] = useState<Id | null>(null)
  const opens = (rows: Id) => ({
    rows,
    open: opened === rows,
    onOpen: (open: boolean) => setOpened(open ? rows : null),
  })
  return { opened, opens }
}
