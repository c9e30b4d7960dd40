import type { Theme } from '#data/model/theme.ts'
import { useHistory } from '../api/queries.ts'
import { useBehind, useMovers } from '../api/standing-queries.ts'
import { dataLanguage, useWords } from '../i18n/index.ts'
import { type Promised, shownFigure, useOverviewOf } from '../overview/use-overview.ts'
import { useSigns } from '../overview/use-signs.ts'
import type { Scene } from '../scene/scene.ts'
import { mostBehind } from './behind.tsx'
import { mostMovers } from './movers.tsx'

/** Asks for all that the next scene tells, before its time; shows none of it. */
export function Ahead({ themes, scene }: { themes: Theme[]; scene: Scene }) {
  const overview = useOverviewOf(themes, scene)
  const { leading, table } = overview
  const figure = shownFigure(overview)
  const language = dataLanguage(useWords().lang)
  useBehind(
    overview.promised.map(({ indicator }) => indicator.id),
    null,
    scene.at,
    language,
    mostBehind,
  )
  useMovers(leading?.indicator.id ?? null, scene.at, language, mostMovers)
  if (!leading) return null
  return (
    <>
      <Signed leading={leading} at={scene.at} />
      {figure && table.data && <Year leading={leading} area={figure.area} day={table.data.asOf} />}
    </>
  )
}

function Signed({ leading, at }: { leading: Promised; at: string | null }) {
  useSigns(leading.theme, at)
  return null
}

function Year({ leading, area, day }: { leading: Promised; area: string; day: string }) {
  useHistory(leading.indicator.id, area, day)
  return null
}
