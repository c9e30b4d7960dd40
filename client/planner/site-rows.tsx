import type { Geometry } from 'geojson'
import { useEffect, useRef, useState } from 'react'
import type { Need } from '#data/model/coverage.ts'
import { useWords } from '../i18n/index.ts'
import type { Place } from '../scene/scene.ts'
import { CloseButton } from '../ui/close-button.tsx'
import { useSayings } from './say.ts'
import type { TrialProps } from './trial-panel.tsx'
import type { Plan } from './use-plan.ts'

const fewSites = 8

/** The sites that are tried, with what each adds to those before it; then what is left out. */
export function SiteRows({
  plan,
  need,
  trying,
  leftOut,
  chosenSite,
  middle,
  onPoint,
  onGo,
}: TrialProps & { plan: Plan; need: Need }) {
  const { t, say } = useWords()
  const { amount } = useSayings(need)
  const [whole, setWhole] = useState(false)
  const marked = useRef<HTMLLIElement>(null)
  useEffect(() => {
    const row = chosenSite === null ? null : marked.current
    const panel = row?.closest('.side')
    // on a phone the page itself would be scrolled away from the map
    if (panel && panel.scrollHeight > panel.clientHeight) row?.scrollIntoView({ block: 'nearest' })
  }, [chosenSite])
  const list = useRef<HTMLUListElement>(null)
  // whoever took one away by key goes on from the one in its place
  const [removed, setRemoved] = useState<number | null>(null)
  useEffect(() => {
    if (removed === null) return
    const rows = list.current?.children
    const next = rows?.[Math.min(removed, rows.length - 1)] ?? document.querySelector('.trial')
    next?.querySelector('button')?.focus({ preventScroll: true })
    setRemoved(null)
  }, [removed])
  const remove = (n: number) => {
    trying.remove(n)
    if (document.activeElement?.matches(':focus-visible')) setRemoved(n)
  }
  if (!trying.any) return <p className="notice quiet">{t('trialNone')}</p>
  const { told } = plan
  const said = (n: number) => {
    const lost = told?.cutOff.offers.find(({ site }) => site === n)
    const site = told?.tried.features.find(({ properties }) => properties.site === n)
    if (!site) return lost?.said ?? ''
    const { adds, said, standsIn } = site.properties
    const why = lost?.said ?? (said ? t('trialAddsNone', { why: said }) : t('trialAdds', { amount: amount(adds) }))
    return [standsIn, why].filter(Boolean).join(' · ')
  }
  // they go by their numbers, here as on the map
  const numbered = trying.sites.map((place, n) => ({ place, n }))
  const shown = whole ? numbered : numbered.filter(({ n }) => n < fewSites || n === chosenSite)
  return (
    <>
      <ul ref={list} className="sites" onPointerLeave={() => onPoint(null)}>
        {shown.map(({ place, n }) => (
          <li key={n} ref={n === chosenSite ? marked : undefined} aria-current={n === chosenSite ? 'true' : undefined}>
            <button
              type="button"
              onPointerEnter={() => onPoint(pointAt(place))}
              onFocus={() => onPoint(pointAt(place))}
              onBlur={() => onPoint(null)}
              onClick={() => onGo(pointAt(place))}
              onKeyDown={({ key }) => key === 'Delete' && remove(n)}
            >
              <b className="site-number">{n + 1}</b>
              <span>{said(n)}</span>
            </button>
            <button
              type="button"
              className="link"
              aria-label={t('trialHereLong', { n: n + 1 })}
              onClick={() => {
                const here = middle()
                if (here) trying.put(n, here)
              }}
            >
              {t('trialHere')}
            </button>
            <CloseButton label={t('trialRemove', { n: n + 1 })} onClose={() => remove(n)} />
          </li>
        ))}
        {leftOut.map(({ fid, name, place }) => (
          <li key={`out ${fid}`}>
            <button
              type="button"
              disabled={place === null}
              onPointerEnter={() => place && onPoint(pointAt(place))}
              onFocus={() => place && onPoint(pointAt(place))}
              onBlur={() => onPoint(null)}
              onClick={() => place && onGo(pointAt(place))}
            >
              <b className="site-number out">×</b>
              <span>{t('trialLeftOut', { name: name ?? `${say(plan.theme.title)} ${fid}` })}</span>
            </button>
            <CloseButton
              label={t('trialPutBack', { name: name ?? fid })}
              onClose={() => trying.edit({ without: trying.without.filter((one) => one !== fid) })}
            />
          </li>
        ))}
      </ul>
      {numbered.length > fewSites && (
        <button type="button" className="link" aria-expanded={whole} onClick={() => setWhole(!whole)}>
          {whole ? t('rowsFirst', { n: fewSites }) : `${t('rowsAll', { n: numbered.length })} ›`}
        </button>
      )}
    </>
  )
}

function pointAt({ lng, lat }: Place): Geometry {
  return { type: 'Point', coordinates: [lng, lat] }
}
