import { ApiError } from '../api/get.ts'
import { useWords } from '../i18n/index.ts'

interface FailedProps {
  error: Error
  retry: () => void
}

/** Says that something could not be fetched, why, and offers another attempt. */
export function Failed({ error, retry }: FailedProps) {
  const { t } = useWords()
  const why = error instanceof ApiError ? error.message : ''
  return (
    <div className="notice" role="alert">
      <p>{why ? t('failedWhy', { why }) : t('failed')}</p>
      <button type="button" className="link" onClick={retry}>
        {t('retry')}
      </button>
    </div>
  )
}

/** Says that something is being fetched, without moving. */
export function Loading() {
  const { t } = useWords()
  return (
    <p className="notice quiet" aria-busy="true">
      {t('loading')}
    </p>
  )
}
