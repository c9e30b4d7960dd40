import { useId } from 'react'
import { useWords } from '../i18n/index.ts'

/** That all of it is invented, always in sight; pressed, it says how the county's own data comes in its place. */
export function SampleBadge() {
  const { t } = useWords()
  const more = useId()
  return (
    <>
      <button type="button" className="sample" popoverTarget={more} title={t('sampleAsk')}>
        {t('sample')}
      </button>
      <p id={more} popover="auto" className="sample-more card">
        {t('sampleMore')}
      </p>
    </>
  )
}
