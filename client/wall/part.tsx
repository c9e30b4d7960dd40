import { useQueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useWords } from '../i18n/index.ts'
import { Mended } from '../watch/mended.tsx'
import { tellFailed } from '../watch/watch.ts'
import { remember } from './use-report.ts'

interface Props {
  children: ReactNode
  /** What stands there while it begins anew. */
  meanwhile?: ReactNode
}

/** A part of a display, which begins anew when it fails; what it had been given is asked for anew, for that may be the cause. */
export function Part({ children, meanwhile = null }: Props) {
  const client = useQueryClient()
  const failed = (error: unknown) => {
    remember(error)
    tellFailed()
    // what no longer stands no longer asks
    void client.refetchQueries({ type: 'inactive', predicate: ({ options }) => options.queryFn !== undefined })
  }
  return (
    <Mended meanwhile={meanwhile} failed={failed}>
      {children}
    </Mended>
  )
}

/** Where all of a display begins anew. */
export function Meanwhile() {
  const { t } = useWords()
  return (
    <main className="wall wall-word" data-state="stale">
      <p>{t('loading')}</p>
    </main>
  )
}
