import type { ReactNode } from 'react'
import { useWords } from '../i18n/index.ts'

interface Props {
  /** What the figure that opens it says it controls. */
  id?: string
  /** How this figure is made, unless it is something else that is told. */
  title?: string
  /** How it comes out. */
  sum?: string | undefined
  children: ReactNode
}

/** A figure opened in place: how it comes out, and the rows it is made of. */
export function Made({ id, title, sum, children }: Props) {
  const { t } = useWords()
  const told = title ?? t('howMade')
  return (
    <section className="evidence" id={id} aria-label={told}>
      <p className="evidence-sum">
        <b>{told}</b>
        {sum && <span className="sum">{sum}</span>}
      </p>
      {children}
    </section>
  )
}
