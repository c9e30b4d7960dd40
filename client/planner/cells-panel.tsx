import type { Geometry } from 'geojson'
import type { Indicator } from '#data/model/indicator.ts'
import { useCellRows } from '../api/plan-queries.ts'
import { formatAmount } from '../i18n/format.ts'
import { dataLanguage, useWords } from '../i18n/index.ts'
import { EvidenceRows } from '../overview/evidence-rows.tsx'
import { useSayings } from '../overview/say.ts'
import type { Pick } from '../scene/scene.ts'
import { Made } from '../ui/made.tsx'
import { Failed, Loading } from '../ui/notice.tsx'
import { Assumptions } from './assumptions.tsx'
import { type Cell, cellsOf } from './cells.ts'
import { CellList } from './cells-list.tsx'
import type { Plan } from './use-plan.ts'

interface Props {
  plan: Plan
  indicator: Indicator
  onPoint: (geometry: Geometry | null) => void
  onGo: (geometry: Geometry) => void
  onThing: (pick: Pick, geometry: Geometry | null) => void
  chosen: string | null
  onChoose: (cell: string | null) => void
}

/** The cells, how many fall short and what they lack together; and how the density of the chosen one is made. */
export function CellsPanel({ plan, indicator, onPoint, onThing, ...linked }: Props) {
  const { cells: answer, cellQuery } = plan
  if (answer.isError && !answer.data) return <Failed error={answer.error} retry={() => void answer.refetch()} />
  if (!answer.data) return <Loading />
  const cells = cellsOf(answer.data)
  // of the cells that are asked for next none is known yet by the key of one of these
  const one = answer.isPlaceholderData ? undefined : cells.find(({ key }) => key === linked.chosen)
  return (
    <section className="gaps" aria-labelledby="cells-title" aria-busy={answer.isPlaceholderData}>
      <CellList target={answer.data.target} {...{ cells, indicator, onPoint }} {...linked} />
      {one && <MadeCell cell={one} {...{ cellQuery, indicator, onPoint, onThing }} />}
      <Assumptions all={answer.data.assumptions} />
    </section>
  )
}

type MadeCellProps = { cell: Cell; cellQuery: Plan['cellQuery'] } & Omit<Props, 'plan' | 'onGo' | 'chosen' | 'onChoose'>

/** The rows that make one cell's density. */
function MadeCell({ cell, cellQuery, indicator, onPoint, onThing }: MadeCellProps) {
  const { t, lang, measured } = useWords()
  const words = useSayings(indicator)
  const rows = useCellRows(cell.key, cellQuery, dataLanguage(lang))
  const sum = t('sum', {
    numerator: measured(formatAmount(cell.numerator, lang), indicator.numerator.unit),
    denominator: measured(formatAmount(cell.denominator, lang), indicator.denominator.unit),
    value: words.full(cell.value),
  })
  return (
    <Made sum={sum}>
      {rows.isPending && <Loading />}
      {rows.isError && <Failed error={rows.error} retry={() => void rows.refetch()} />}
      {rows.data && (
        <EvidenceRows
          rows={rows.data}
          indicator={indicator}
          onPoint={(row) => onPoint(row?.geometry ?? null)}
          onGo={({ properties: { collection, fid }, geometry }) => onThing({ collection, fid }, geometry)}
        />
      )}
    </Made>
  )
}
