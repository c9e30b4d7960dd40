import type { ReactNode } from 'react'
import { useWords } from '../i18n/index.ts'

interface Props {
  className: string
  /** The id of what it opens. */
  rows: string
  /** The figure, in words. */
  value: string
  /** Whether there is no figure: then it opens to why. */
  none?: boolean
  title?: string
  /** What is said beside it of its opening. */
  how?: string | undefined
  open: boolean
  onOpen: (open: boolean) => void
  children: ReactNode
}

/** A figure that opens to its rows. */
export function Opens({ className, rows, value, none = false, title, how, open, onOpen, children }: Props) {
  const { t } = useWords()
  return (
    <button
      type="button"
      className={className}
      title={title}
      data-how={how}
      aria-expanded={open}
      aria-controls={rows}
      aria-label={t(none ? 'openNone' : 'openFigure', { value })}
      onClick={() => onOpen(!open)}
    >
      {children}
    </button>
  )
}
