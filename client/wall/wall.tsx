import i18next from 'i18next'
import { memo, useEffect, useMemo, useState } from 'react'
import type { Display } from '#data/model/display.ts'
import type { Health } from '#data/model/health.ts'
import type { TurnNow } from '#data/model/programme.ts'
import type { Theme } from '#data/model/theme.ts'
import { ApiError } from '../api/get.ts'
import { useWords } from '../i18n/index.ts'
import { useGround, useOverview } from '../overview/use-overview.ts'
import { parseScene } from '../scene/scene.ts'
import { useScene } from '../scene/store.ts'
import { tellWatch } from '../watch/watch.ts'
import { Ahead } from './ahead.tsx'
import { Behind } from './behind.tsx'
import { here, noProfile, profileOf, sceneHere } from './here.ts'
import { Part } from './part.tsx'
import { Promises } from './promises.tsx'
import { Standing } from './standing.tsx'
import { Strip } from './strip.tsx'
import { TestCard } from './test-card.tsx'
import { useClicker } from './use-clicker.ts'
import { useKnown } from './use-known.ts'
import { useLive } from './use-live.ts'
import { useNewBuild } from './use-new-build.ts'
import { serverNow, useProgramme } from './use-programme.ts'
import { useReport } from './use-report.ts'
import { useStage } from './use-stage.ts'
import { useSteering } from './use-steering.ts'
import { WallMap } from './wall-map.tsx'

/** A display of the wall: whatever its programme is at, on one page and one map that stay. */
export function Wall({ display: id }: { display: string }) {
  const { t } = useWords()
  const { display, error, at, scene, coming } = useProgramme(id, sceneHere)
  const { health, themes } = useGround()
  useLive(id)
  const steering = useSteering(id, display, at)
  useClicker(sceneHere === null ? steering.ways : null)
  const lang = display && profileOf(display).lang
  useEffect(() => {
    if (!lang) return
    document.documentElement.lang = lang
    void i18next.changeLanguage(lang)
  }, [lang])
  const shown = useShown(display, scene)
  useStage(display ? profileOf(display) : noProfile)
  const { status, away, asOf } = useKnown(health)
  const gone = error instanceof ApiError && error.status === 404
  const turn = at && `${at.slot}.${at.turn ?? '-'}`
  useEffect(() => {
    const overdue = () => (at ? serverNow().getTime() - at.until : Number.NEGATIVE_INFINITY)
    tellWatch({ live: away === 'live', overdue })
  }, [away, at])
  useNewBuild(away === 'live' ? (display?.build ?? null) : null, at && `${turn} ${at.until}`)
  useReport(sceneHere === null && display && !gone ? id : null, turn, away)
  if (display && here.has('card')) return <TestCard id={id} profile={profileOf(display)} />
  if (display && !gone && at && themes.data && health.data && shown) {
    return <Stage {...{ display, at, away, asOf, coming }} themes={themes.data} health={health.data} />
  }
  const rests = display !== undefined && at?.turn === null
  return (
    <main className="wall wall-word" data-state={status === undefined ? 'live' : away}>
      <p>{gone ? t('wallNone', { name: id }) : rests ? t('wallRests') : t(waits[status ?? 'ok'])}</p>
    </main>
  )
}

/** What a display waits for while it has nothing to show. */
const waits = { ok: 'loading', preparing: 'preparing', 'database-away': 'wallStale', away: 'wallOffline' } as const

/** Puts a turn's scene before the page as the display looks and speaks. @returns whether any scene has ever been */
function useShown(display: Display | undefined, scene: string | undefined): boolean {
  const { skin, lang } = display ? profileOf(display) : {}
  const [ever, setEver] = useState(false)
  useEffect(() => {
    if (scene === undefined || skin === undefined || lang === undefined) return
    useScene.setState({ scene: { ...parseScene(scene), skin, lang, embed: true } })
    setEver(true)
  }, [scene, skin, lang])
  return ever && scene !== undefined
}

interface StageProps {
  display: Display
  at: TurnNow
  themes: Theme[]
  health: Health
  away: 'live' | 'stale' | 'offline'
  asOf: Date
  /** The scene that comes next, shortly before its time. */
  coming: string | undefined
}

function Stage({ display, at, themes, health, away, asOf, coming }: StageProps) {
  const { county, sample } = health
  return (
    <main className="wall" data-scene={`${at.slot}.${at.turn}`} data-as-of={asOf.toISOString()} data-state={away}>
      <Parts {...{ themes, county, sample, coming }} live={away === 'live'} />
      <Part>
        <Strip {...{ display, at, themes, health, away, asOf }} />
      </Part>
    </main>
  )
}

interface PartsProps extends Pick<StageProps, 'themes' | 'coming'>, Pick<Health, 'county' | 'sample'> {
  /** Whether the server is there. */
  live: boolean
}

/** All that tells a scene. What is heard of the server the whole time leaves it as it is. */
const Parts = memo(function Parts({ themes, county, sample, coming, live }: PartsProps) {
  const overview = useOverview(themes)
  const { leading } = overview
  const next = useMemo(() => (coming === undefined ? null : parseScene(coming)), [coming])
  return (
    <>
      <Part>
        <Promises overview={overview} county={county.name} sample={sample} />
      </Part>
      {leading && (
        <Part>
          <Standing overview={overview} leading={leading} />
        </Part>
      )}
      {leading && (
        <Part>
          <WallMap {...{ overview, leading, themes, next, live }} />
        </Part>
      )}
      {next && (
        <Part>
          <Ahead themes={themes} scene={next} />
        </Part>
      )}
      <Part>
        <Behind overview={overview} />
      </Part>
    </>
  )
})
