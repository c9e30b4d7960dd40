import type { Ref } from 'react'
import { useWords } from '../i18n/index.ts'

interface Props {
  ref?: Ref<HTMLButtonElement>
  /** What it does, where that is not to close a card. */
  label?: string
  onClose: () => void
}

/** Closes the card it stands on, or takes away what it stands beside. */
export function CloseButton({ ref, label, onClose }: Props) {
  const { t } = useWords()
  return (
    <button ref={ref} type="button" className="close" aria-label={label ?? t('close')} onClick={onClose}>
      <svg viewBox="0 0 16 16" aria-hidden="true" focusable="false">
        <path d="M3 3 13 13M13 3 3 13" />
      </svg>
    </button>
  )
}
