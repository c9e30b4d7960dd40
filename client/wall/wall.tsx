import i18next from 'i18next'
import { useEffect, useState } from 'react'
import type { Display, Profile } from '#data/model/display.ts'
import type { Health } from '#data/model/health.ts'
import type { TurnNow } from '#data/model/programme.ts'
import type { Theme } from '#data/model/theme.ts'
import { useWords } from '../i18n/index.ts'
import { useGround, useOverview } from '../overview/use-overview.ts'
import { parseScene } from '../scene/scene.ts'
import { useScene } from '../scene/store.ts'
import { Behind } from './behind.tsx'
import { Promises } from './promises.tsx'
import { Standing } from './standing.tsx'
import { Strip } from './strip.tsx'
import { useProgramme } from './use-programme.ts'
import { WallMap } from './wall-map.tsx'

/** A display of the wall: whatever its programme is at, on one page and one map that stay. */
export function Wall({ display: id }: { display: string }) {
  const { t } = useWords()
  const { display, error, at } = useProgramme(id)
  const { health, themes } = useGround()
  useEffect(() => {
    if (!display) return
    const { lang } = profileOf(display)
    document.documentElement.lang = lang
    void i18next.changeLanguage(lang)
  }, [display])
  const scene = display && at && at.turn !== null ? display.programme[at.slot]?.turns[at.turn]?.scene : undefined
  const shown = useShown(display, scene)
  if (display && at && themes.data && health.data && shown) {
    const away = health.isError ? 'offline' : health.data.status === 'ok' ? 'live' : 'stale'
    const asOf = new Date(Math.min(health.dataUpdatedAt, themes.dataUpdatedAt || Number.POSITIVE_INFINITY))
    return <Stage {...{ display, at, away, asOf }} themes={themes.data} health={health.data} />
  }
  return (
    <main className="wall wall-word" data-state={error || health.isError ? 'offline' : 'live'}>
      <p>{error ? t('wallNone', { name: id }) : at && !shown ? t('wallRests') : t('loading')}</p>
    </main>
  )
}

/** What the address says of how to look and speak comes before the display's profile. */
const { lang: langHere } = parseScene(location.search)
const skinHere = new URLSearchParams(location.search).get('skin')
function profileOf({ profile }: Display): Profile {
  return { lang: langHere ?? profile.lang, skin: skinHere === 'ink' || skinHere === 'silk' ? skinHere : profile.skin }
}

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
}

function Stage({ display, at, themes, health, away, asOf }: StageProps) {
  const overview = useOverview(themes)
  const { leading } = overview
  return (
    <main className="wall" data-scene={`${at.slot}.${at.turn}`} data-as-of={asOf.toISOString()} data-state={away}>
      <Promises overview={overview} health={health} />
      {leading && <Standing overview={overview} leading={leading} />}
      {leading && <WallMap {...{ overview, leading, themes, health }} />}
      <Behind overview={overview} />
      <Strip {...{ display, at, themes, health, away, asOf }} />
    </main>
  )
}
