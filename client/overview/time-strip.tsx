import './time-strip.css'
import { useIsFetching } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { addDays, daysBetween } from '#data/model/day.ts'
import { useHistory } from '../api/queries.ts'
import { useWords } from '../i18n/index.ts'
import { useScene } from '../scene/store.ts'
import { Since } from './since.tsx'
import type { Overview } from './use-overview.ts'

interface Props {
  overview: Overview
  /** The server's day. */
  now: string
}

/** Days on the strip. */
const year = 365
/** Days from one picture to the next while it plays. */
const stride = 7
/** How long a picture stands, once it is whole. */
const dwell = 700

/** The year up to today: map, figures and list follow the day chosen on it, by hand or as it plays. */
export function TimeStrip({ overview, now }: Props) {
  const { t } = useWords()
  const { scene, head, leading, county } = overview
  const first = addDays(now, -year)
  const day = scene.at ?? now
  const [go, begin] = useGo(now)
  const [playing, setPlaying] = usePlay(day, now, go)
  return (
    <section className="strip card" aria-label={t('timeStrip')}>
      <button
        type="button"
        className="play"
        aria-label={t(playing ? 'pause' : 'play')}
        title={t(playing ? 'pause' : 'play')}
        onClick={() => {
          begin()
          if (!playing && day >= now) go(first)
          setPlaying(!playing)
        }}
      >
        <svg viewBox="0 0 16 16" aria-hidden="true" focusable="false">
          <path d={playing ? 'M4 3h3v10H4zM9 3h3v10H9z' : 'M4 2.5 13 8 4 13.5Z'} />
        </svg>
      </button>
      <div className="strip-way">
        {leading && county && <Recorded indicator={leading.indicator.id} area={county.area} first={first} now={now} />}
        <input
          type="range"
          min={0}
          max={year}
          value={Math.max(0, daysBetween(first, day))}
          aria-label={t('date')}
          aria-valuetext={day}
          onFocus={begin}
          onChange={({ target }) => {
            setPlaying(false)
            go(addDays(first, Number(target.value)))
          }}
        />
      </div>
      <p className="strip-day">
        <span>{day}</span>
        {head?.data?.workedOutAfterwards && (
          <span className="second" title={t('afterwardsMore')}>
            {t('afterwards')}
          </span>
        )}
      </p>
      <Since day={day} since={scene.since} indicator={leading?.indicator.id ?? null} area={county?.area ?? null} />
    </section>
  )
}

/**
 * Goes to a day, and the address with it. All the days passed over since one last began are one step of the way back:
 * since the strip was taken in hand, or set to play.
 */
function useGo(now: string) {
  const { choose, drift } = useScene()
  const begun = useRef(false)
  const begin = () => {
    begun.current = false
  }
  const go = (day: string) => {
    const move = begun.current ? drift : choose
    begun.current = true
    move({ at: day === now ? null : day })
  }
  return [go, begin] as const
}

/** While it plays, the next day comes when the picture of this one is whole and has stood for a while. */
function usePlay(day: string, now: string, go: (day: string) => void) {
  const [playing, setPlaying] = useState(false)
  const waiting = useIsFetching({ queryKey: ['data'] }) > 0
  const latest = useRef(go)
  latest.current = go
  useEffect(() => {
    if (!playing || waiting) return
    if (day >= now) {
      setPlaying(false)
      return
    }
    const next = addDays(day, stride)
    const timer = setTimeout(() => latest.current(next < now ? next : now), dwell)
    return () => clearTimeout(timer)
  }, [playing, waiting, day, now])
  return [playing, setPlaying] as const
}

/** A stitch for each day whose figure was recorded on that day; between them figures are worked out afterwards. */
function Recorded({ indicator, area, first, now }: { indicator: string; area: string; first: string; now: string }) {
  const history = useHistory(indicator, area, now)
  const stitches = (history.data?.days ?? []).map(({ day }) => `M${daysBetween(first, day)} 0v1`).join('')
  return (
    <svg className="strip-days" viewBox={`0 0 ${year} 1`} preserveAspectRatio="none" aria-hidden="true">
      <path d={stitches} />
    </svg>
  )
}
