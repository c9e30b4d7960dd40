import { useState } from 'react'
import { useWords } from '../i18n/index.ts'
import { FewRows } from '../overview/few-rows.tsx'
import { ReachRows } from './reach-rows.tsx'
import type { ReachProps } from './reach-sum.tsx'
import { useSayings } from './say.ts'

/** Who cannot walk there however far, and what nobody can walk to; and why. */
export function CutOff({ plan: { theme, question }, reach: { cutOff }, need, onPoint, onThing }: ReachProps) {
  const { t, say } = useWords()
  const { amount } = useSayings(need)
  const [open, setOpen] = useState<string | null>(null)
  if (cutOff.reasons.length === 0 && cutOff.offers.length === 0) return null
  return (
    <section className="cut-off" aria-labelledby="cut-off-title">
      <h3 id="cut-off-title">{t('cutOff')}</h3>
      <ul className="reasons">
        {cutOff.reasons.map(({ reason, said, weight, rows }) => (
          <li key={reason}>
            <button
              type="button"
              aria-expanded={open === reason}
              onClick={() => setOpen(open === reason ? null : reason)}
            >
              <span>{said}</span>
              <span className="second">{t('cutOffRows', { amount: amount(weight), n: rows })}</span>
            </button>
            {open === reason && question && (
              <ReachRows
                question={question.walk}
                {...{ need, onPoint, onThing }}
                only={({ properties }) => properties.cutOff === said}
              />
            )}
          </li>
        ))}
      </ul>
      {cutOff.offers.length > 0 && (
        <>
          <p className="second">{t('cutOffOffers', { what: say(theme.coverage.offers.title) })}</p>
          <FewRows
            rows={cutOff.offers}
            keyOf={({ fid, site }) => `${fid} ${site}`}
            tell={({ fid, site }) =>
              fid === null ? t('cutOffTried', { n: (site ?? 0) + 1 }) : t('cutOffOffer', { fid })
            }
            amount={({ said }) => said}
            onPoint={() => {}}
            onGo={({ fid }) => fid !== null && onThing({ collection: theme.coverage.offers.collection, fid }, null)}
          />
        </>
      )}
    </section>
  )
}
