import type { Indicator } from '#data/model/indicator.ts'
import type { EvidenceRow } from '../api/types.ts'
import { formatAmount } from '../i18n/format.ts'
import { useWords } from '../i18n/index.ts'
import type { Pick } from '../scene/scene.ts'
import { FewRows } from './few-rows.tsx'
import { isBeside } from './go-to-figure.ts'

interface Props {
  rows: EvidenceRow[]
  indicator: Indicator
  /** What is picked on the map: its row is marked and brought into view. */
  picked?: Pick | null
  onPoint: (row: EvidenceRow | null) => void
  onGo: (row: EvidenceRow) => void
}

/** The rows a figure counts, those first that one looks for. */
export function EvidenceRows({ rows, indicator, picked = null, onPoint, onGo }: Props) {
  const { t, lang, measured } = useWords()
  if (rows.length === 0) return <p className="notice quiet">{t('rowsNone')}</p>
  const sorted =
    indicator.value === 'ratio' ? rows : [...rows].sort((a, b) => weight(b, indicator) - weight(a, indicator))
  // of a thing in pieces the first
  const chosen = picked && sorted.find(({ properties: row }) => isThing(row, picked))
  return (
    <FewRows
      rows={sorted}
      keyOf={keyOf}
      chosen={chosen ? keyOf(chosen) : null}
      follows={isBeside()}
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

function isThing(row: EvidenceRow['properties'], { collection, fid }: Pick): boolean {
  return row.collection === collection && row.fid === fid
}

function keyOf(row: EvidenceRow): string {
  return String(row.id ?? pieceOf(row))
}

/** A thing cut at borders has a row for each piece, so its number alone does not tell it. */
function pieceOf({ properties: row }: EvidenceRow): string {
  return `${row.collection}.${row.fid} ${row.area} ${row.numerator} ${row.denominator}`
}

/** What one looks for comes first: of a count the rows that count, of a share those that fall short. */
function weight({ properties: row }: EvidenceRow, of: Indicator): number {
  return of.value === 'count' ? row.numerator : row.denominator - row.numerator
}
