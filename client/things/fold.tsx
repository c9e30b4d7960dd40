import { type ReactNode, useState } from 'react'

interface Props {
  title: string
  /** Made when it is first opened, so that nothing is asked for before anybody wants it. */
  children: () => ReactNode
}

/** A part of a card that opens when it is wanted. */
export function Fold({ title, children }: Props) {
  const [wanted, setWanted] = useState(false)
  return (
    <details className="fold" onToggle={({ currentTarget }) => currentTarget.open && setWanted(true)}>
      <summary>{title}</summary>
      {wanted && children()}
    </details>
  )
}
