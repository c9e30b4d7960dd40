import type { Figure, Indicator } from '#data/model/indicator.ts'
import type { Unit } from '#data/model/words.ts'
import { useEvidence } from '../api/queries.ts'
import type { EvidenceRow } from '../api/types.ts'
import { formatAmount } from '../i18n/format.ts'
import { dataLanguage, useWords } from '../i18n/index.ts'
import type { Pick } from '../scene/scene.ts'
import { Made } from '../ui/made.tsx'
import { Failed, Loading } from '../ui/notice.tsx'
import { EvidenceRows } from './evidence-rows.tsx'
import { useSayings } from './say.ts'

interface Props {
  indicator: Indicator
  figure: Figure
  at: string | null
  picked: Pick | null
  onPoint: (row: EvidenceRow | null) => void
  onGo: (row: EvidenceRow) => void
}

/** A figure opened in place: its sum, or why there is none; its rule, its source, and the very rows it counts. */
export function EvidencePanel({ indicator, figure, at, picked, onPoint, onGo }: Props) {
  const { t, lang, measured } = useWords()
  const words = useSayings(indicator)
  const rows = useEvidence(indicator.id, figure.area, at, dataLanguage(lang))
  const amount = (value: number | null, { unit }: { unit: Unit }) =>
    value === null ? t('no-data') : measured(formatAmount(value, lang), unit)
  const parts = {
    numerator: amount(figure.numerator, indicator.numerator),
    denominator: amount(figure.denominator, indicator.denominator),
    value: words.full(figure.value),
  }
  return (
    <Made
      id="evidence"
      title={t(figure.value === null ? 'whyNone' : 'howMade')}
      sum={figure.value === null ? undefined : t(indicator.value === 'count' ? 'sumCount' : 'sum', parts)}
    >
      <p className="explanation">{figure.explanation}</p>
      {rows.isPending && <Loading />}
      {rows.isError && <Failed error={rows.error} retry={() => void rows.refetch()} />}
      {rows.data && <EvidenceRows rows={rows.data.features} {...{ indicator, picked, onPoint, onGo }} />}
    </Made>
  )
}
