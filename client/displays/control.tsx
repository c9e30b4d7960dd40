import './control.css'
import { useEffect, useState } from 'react'
import type { Theme } from '#data/model/theme.ts'
import { ApiError } from '../api/get.ts'
import { useWords } from '../i18n/index.ts'
import { firstPictureStands } from '../map/first-picture.ts'
import { controlledAt } from '../scene/page.ts'
import { Loading } from '../ui/notice.tsx'
import { useLive } from '../wall/use-live.ts'
import { serverNow, useProgramme } from '../wall/use-programme.ts'
import { useSteering } from '../wall/use-steering.ts'
import { useTold } from './turn-rows.tsx'

// no map is waited for
firstPictureStands()

/** A display is steered from a phone or a desk: what is on, the next, the one before, any other, and stay. */
export default function ControlPage({ themes }: { themes: Theme[] }) {
  const { t } = useWords()
  const id = controlledAt(location.pathname)
  const { display, error, at } = useProgramme(id, null)
  useLive(id)
  const { turns, turn, byHand, stays, error: refused, ways } = useSteering(id, display, at)
  const tell = useTold(themes)
  const left = useSeconds(stays ? undefined : at?.until)
  if (!display) {
    const gone = error instanceof ApiError && error.status === 404
    return <main className="still">{gone ? <p>{t('wallNone', { name: id })}</p> : <Loading />}</main>
  }
  const now = turn === null ? undefined : turns[turn]
  return (
    <main className="control">
      <h1>{display.title}</h1>
      <p className="control-now" aria-live="polite">
        {now ? (
          <>
            {t(stays ? 'controlStays' : 'controlShows')} <b>{tell(now.scene)}</b>
          </>
        ) : (
          t('wallRests')
        )}
      </p>
      <p className="second">{now && left !== null && t('controlLeft', { seconds: left })}</p>
      <div className="control-ways">
        <button type="button" disabled={!ways} onClick={ways?.previous}>
          {t('controlPrevious')}
        </button>
        <button type="button" disabled={!ways} aria-pressed={stays} onClick={ways?.toggle}>
          {t(stays ? 'controlGoOn' : 'controlStay')}
        </button>
        <button type="button" disabled={!ways} onClick={ways?.next}>
          {t('controlNext')}
        </button>
      </div>
      {refused && (
        <p className="notice" role="alert">
          {refused instanceof ApiError && refused.status === 403 ? t('controlRefused') : t('controlFailed')}
        </p>
      )}
      <ol>
        {turns.map(({ scene }, n) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a programme may come back to a scene, and its place is all that tells the two apart
          <li key={n}>
            <button type="button" aria-current={n === turn ? 'true' : undefined} onClick={() => ways?.jump(n)}>
              {tell(scene)}
            </button>
          </li>
        ))}
      </ol>
      {byHand && (
        <button type="button" className="control-release" onClick={ways?.release}>
          {t('controlRelease')}
        </button>
      )}
    </main>
  )
}

/** How many seconds there are until a moment of the server's, counted down. */
function useSeconds(until: number | undefined): number | null {
  const [, tick] = useState(0)
  useEffect(() => {
    const timer = setInterval(() => tick((n) => n + 1), 1_000)
    return () => clearInterval(timer)
  }, [])
  return until === undefined ? null : Math.max(0, Math.ceil((until - serverNow().getTime()) / 1000))
}
