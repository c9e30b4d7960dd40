import type { Ref } from 'react'
import { useWords } from '../i18n/index.ts'

/** Closes the card it stands on. */
export function CloseButton({ ref, onClose }: { ref?: Ref<HTMLButtonElement>; onClose: () => void }) {
  const { t } = useWords()
  return (
    <button ref={ref} type="button" className="close" aria-label={t('close')} onClick={onClose}>
      <svg viewBox="0 0 16 16" aria-hidden="true" focusable="false">
        <path d="M3 3 13 13M13 3 3 13" />
      </svg>
    </button>
  )
}
