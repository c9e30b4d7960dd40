import type { Figure, Indicator } from '#data/model/indicator.ts'
import type { Unit } from '#data/model/words.ts'
import { useEvidence } from '../api/queries.ts'
import type { EvidenceRow } from '../api/types.ts'
import { formatAmount } from '../i18n/format.ts'
import { dataLanguage, useWords } from '../i18n/index.ts'
import { Failed, Loading } from '../ui/notice.tsx'
import { FewRows } from './few-rows.tsx'
import { useSayings } from './say.ts'

interface Props {
  indicator: Indicator
  figure: Figure
  at: string | null
  onPoint: (row: EvidenceRow | null) => void
  onGo: (row: EvidenceRow) => void
}

/** A figure opened in place: its sum, its rule, its source, and the very rows it counts. */
export function EvidencePanel({ indicator, figure, at, onPoint, onGo }: Props) {
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
    <section className="evidence" id="evidence" aria-label={t('howMade')}>
      <p className="evidence-sum">
        <b>{t('howMade')}</b>
        <span className="sum">{t(indicator.value === 'count' ? 'sumCount' : 'sum', parts)}</span>
      </p>
      <p className="explanation">{figure.explanation}</p>
      {rows.isPending && <Loading />}
      {rows.isError && <Failed error={rows.error} retry={() => void rows.refetch()} />}
      {rows.data && <Rows rows={rows.data.features} indicator={indicator} onPoint={onPoint} onGo={onGo} />}
    </section>
  )
}

type RowsProps = Pick<Props, 'indicator' | 'onPoint' | 'onGo'> & { rows: EvidenceRow[] }

function Rows({ rows, indicator, onPoint, onGo }: RowsProps) {
  const { t, lang, measured } = useWords()
  if (rows.length === 0) return <p className="notice quiet">{t('rowsNone')}</p>
  const sorted =
    indicator.value === 'ratio' ? rows : [...rows].sort((a, b) => weight(b, indicator) - weight(a, indicator))
  return (
    <FewRows
      rows={sorted}
      keyOf={(row) => String(row.id ?? pieceOf(row))}
      tell={(row) => row.properties.note || t('noName')}
      amount={(row) => counted(row, indicator)}
      onPoint={onPoint}
      onGo={onGo}
    />
  )

  function counted({ properties: row }: EvidenceRow, of: Indicator): string {
    const one = of.value === 'ratio' && row.numerator === 0 ? of.denominator : of.numerator
    const value = one === of.denominator ? row.denominator : row.numerator
    if (value > 0) return measured(formatAmount(value, lang), one.unit)
    // of a share it is among all there are, only not among those that do
    return t(of.value === 'percent' && row.denominator > 0 ? 'notAmong' : 'notCounted')
  }
}

/** A thing cut at borders has a row for each piece, so its number alone does not tell it. */
function pieceOf({ properties: row }: EvidenceRow): string {
  return `${row.collection}.${row.fid} ${row.area} ${row.numerator} ${row.denominator}`
}

/** What one looks for comes first: of a count the rows that count, of a share those that fall short. */
function weight({ properties: row }: EvidenceRow, of: Indicator): number {
  return of.value === 'count' ? row.numerator : row.denominator - row.numerator
}
