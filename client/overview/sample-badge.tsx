import { useId } from 'react'
import { useWords } from '../i18n/index.ts'

/** That all of it is invented, always in sight; pressed, it says how the county's own data comes in its place. */
export function SampleBadge() {
  const { t } = useWords()
  const more = useId()
  // broken between its parts, and not within one
  const command = t('sampleCommand').split(/ (?=--\w)/)
  return (
    <>
      <button type="button" className="sample" popoverTarget={more} title={t('sampleAsk')}>
        {t('sample')}
      </button>
      <p id={more} popover="auto" className="sample-more card">
        {t('sampleMore')}{' '}
        <code>
          {command.map((part) => (
            <span key={part} className="one-line">
              {part}{' '}
            </span>
          ))}
        </code>
        {t('sampleSteps')}
      </p>
    </>
  )
}
