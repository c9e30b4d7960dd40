import { useState } from 'react'
import { useHealth } from '../api/queries.ts'
import { useWords } from '../i18n/index.ts'

/** What one takes along of a card: a link to it, and the card on paper. */
export function CardFoot({ at }: { at: string | null }) {
  const { t } = useWords()
  const [link, setLink] = useState<'copied' | 'shown' | null>(null)
  // Away from this machine without https, no page may reach the clipboard: then the reader copies by hand.
  const copy = () =>
    navigator.clipboard
      ? navigator.clipboard.writeText(location.href).then(
          () => setLink('copied'),
          () => setLink('shown'),
        )
      : setLink('shown')
  return (
    <>
      <footer className="card-foot">
        <button type="button" className="link" onClick={() => void copy()}>
          {t('copyThing')}
        </button>
        <button type="button" className="link" onClick={printCard}>
          {t('printThing')}
        </button>
        <span role="status" className="second">
          {link === 'copied' && t('thingCopied')}
        </span>
        {link === 'shown' && (
          <input
            readOnly
            aria-label={t('thingLink')}
            value={location.href}
            ref={(field) => field?.select()}
            onFocus={({ target }) => target.select()}
          />
        )}
      </footer>
      <OnPaper at={at} />
    </>
  )
}

/** What a sheet says that a screen has elsewhere: whose card it is, of which day, made-up or not, and where to find it. */
function OnPaper({ at }: { at: string | null }) {
  const { t } = useWords()
  const { data: health } = useHealth()
  const told = [health?.county?.name, health?.sample && t('sample'), at ?? health?.today].filter(Boolean)
  return (
    <p className="on-paper second">
      {told.join(' · ')}
      <br />
      {location.href}
    </p>
  )
}

/** Prints the card alone; the mark on the page says so to the style sheets while it is printed. */
function printCard(): void {
  document.body.dataset.printing = 'card'
  addEventListener('afterprint', () => delete document.body.dataset.printing, { once: true })
  print()
}
