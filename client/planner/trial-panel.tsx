import type { Geometry } from 'geojson'
import type { Need } from '#data/model/coverage.ts'
import { useThing } from '../api/queries.ts'
import { formatAmount, formatNumber } from '../i18n/format.ts'
import { useWords } from '../i18n/index.ts'
import { asItStands, mostTried, type Pick, type Place } from '../scene/scene.ts'
import { useScene } from '../scene/store.ts'
import { pointOn } from '../things/point-on.ts'
import { pointsBetween, useSayings } from './say.ts'
import { SiteRows } from './site-rows.tsx'
import type { Trying } from './trial.ts'
import type { Plan } from './use-plan.ts'
import type { LeftOut } from './use-sites.ts'

export interface TrialProps {
  trying: Trying
  leftOut: readonly LeftOut[]
  /** Whether a click on the map adds a site. */
  adding: boolean
  onAdding: (adding: boolean) => void
  /** Where the middle of the map lies, if there is a map. */
  middle: () => Place | null
  /** The thing whose card is open. */
  picked: Pick | null
  at: string | null
  /** The site that was chosen on the map. */
  chosenSite: number | null
  onPoint: (geometry: Geometry | null) => void
  onGo: (geometry: Geometry) => void
}

/** Sites are tried, moved and taken away, and what stands is left out: what that changes, and what each site adds. */
export function TrialPanel({ plan, need, ...props }: TrialProps & { plan: Plan; need: Need }) {
  const { t } = useWords()
  const { trying, adding, onAdding, middle } = props
  const full = trying.sites.length >= mostTried
  return (
    <section className="trial" aria-labelledby="trial-title">
      <h3 id="trial-title">{t('trial')}</h3>
      <div className="tools">
        <button type="button" className="tool" aria-pressed={adding} disabled={full} onClick={() => onAdding(!adding)}>
          {t('trialAdd')}
        </button>
        <button
          type="button"
          className="tool"
          disabled={full}
          onClick={() => {
            const at = middle()
            if (at) trying.edit({ sites: [...trying.sites, at] })
          }}
        >
          {t('trialMiddle')}
        </button>
        <span className="tools-end">
          <button type="button" className="tool" disabled={!trying.undo} onClick={() => trying.undo?.()}>
            {t('undo')}
          </button>
          <button type="button" className="tool" disabled={!trying.redo} onClick={() => trying.redo?.()}>
            {t('redo')}
          </button>
        </span>
      </div>
      {adding && <p className="second">{t('trialAdding')}</p>}
      {full && <p className="second">{t('trialFull', { most: mostTried })}</p>}
      <Picked plan={plan} {...props} />
      {trying.any && <Change plan={plan} need={need} />}
      <SiteRows plan={plan} need={need} {...props} />
    </section>
  )
}

/** What stands and is looked at may be left out, or moved. */
function Picked({ plan, trying, picked, at }: TrialProps & { plan: Plan }) {
  const { t, say } = useWords()
  const { collection, where } = plan.theme.coverage.offers
  const offers = picked?.collection === collection && !trying.without.includes(picked.fid) ? picked : null
  const thing = useThing(offers, at)
  const [lng, lat] = pointOn(thing.data?.geometry ?? null) ?? []
  if (!offers || lng === undefined || lat === undefined) return null
  const without = [...trying.without, offers.fid]
  const name = thing.data?.properties['name']
  const title = <span>{typeof name === 'string' ? name : say(plan.theme.title)}</span>
  if (where && !where.values.includes(String(thing.data?.properties[where.property]))) {
    return (
      <p className="tools">
        {title} <span className="second">{t('trialUncounted')}</span>
      </p>
    )
  }
  return (
    <p className="tools">
      {title}
      <button type="button" className="link" onClick={() => trying.edit({ without })}>
        {t('trialLeaveOut')}
      </button>
      <button
        type="button"
        className="link"
        disabled={trying.sites.length >= mostTried}
        onClick={() => trying.edit({ without, sites: [...trying.sites, { lng, lat }] })}
      >
        {t('trialMove')}
      </button>
    </p>
  )
}

/** How much more, or less, is reached than from what stands. */
function Change({ plan: { told, stands, estimated }, need }: { plan: Plan; need: Need }) {
  const { t, lang } = useWords()
  const { amount, percent } = useSayings(need)
  const choose = useScene((store) => store.choose)
  const beside = useScene((store) => store.scene.beside)
  if (!told || !stands.data || stands.isPlaceholderData) return <p className="missing">{t('trialReckoning')}</p>
  const more = told.covered.weight - stands.data.covered.weight
  const points = pointsBetween(told.covered.share, stands.data.covered.share)
  // a place rounded to a metre changes a thing that nobody sees
  const same = formatAmount(Math.abs(more), lang) === formatAmount(0, lang)
  const words = same ? 'trialSame' : more > 0 ? 'trialMore' : 'trialLess'
  return (
    <>
      <p className="missing" aria-live="polite">
        {estimated && '≈ '}
        {t(words, {
          amount: amount(Math.abs(more)),
          points: formatNumber(Math.abs(points), 1, lang),
          stands: percent(stands.data.covered.share),
        })}
      </p>
      <button
        type="button"
        className="link"
        aria-pressed={beside === asItStands}
        onClick={() => choose({ beside: beside === asItStands ? null : asItStands })}
      >
        {t(beside === asItStands ? 'compareStandsEnd' : 'compareWithStands')}
      </button>
    </>
  )
}
