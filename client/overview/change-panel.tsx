import './change-panel.css'
import { useMemo, useState } from 'react'
import type { Figure, Indicator } from '#data/model/indicator.ts'
import { useEvidence } from '../api/queries.ts'
import type { EvidenceRow } from '../api/types.ts'
import { formatAmount } from '../i18n/format.ts'
import { dataLanguage, useWords } from '../i18n/index.ts'
import { Failed, Loading } from '../ui/notice.tsx'
import { type Difference, differences } from './differences.ts'
import { FewRows } from './few-rows.tsx'
import { useSayings } from './say.ts'
import type { Comparison } from './use-comparison.ts'

interface Props {
  indicator: Indicator
  figure: Figure
  comparison: Comparison
  at: string | null
  onPoint: (row: EvidenceRow | null) => void
  onGo: (row: EvidenceRow) => void
}

/** What became of a figure since an earlier day, and which things made it so. */
export function ChangePanel({ indicator, figure, comparison, at, onPoint, onGo }: Props) {
  const { t } = useWords()
  const words = useSayings(indicator)
  const [open, setOpen] = useState(false)
  const { since, changes, county, pending, failed, retry } = comparison
  const change = changes.get(figure.area) ?? county
  return (
    <section className="change" aria-labelledby="change-title">
      <h3 id="change-title">{t('comparedWith', { day: since })}</h3>
      {failed && <Failed error={failed} retry={retry} />}
      {!failed && pending && <Loading />}
      {!failed && !pending && change && (
        <p>
          <span className="change-way">
            {words.full(change.before)} → {words.full(figure.value)}
          </span>{' '}
          <b>{words.change(change.by)}</b> <span className="second">{t(change.turn)}</span>
        </p>
      )}
      <button type="button" className="link" aria-expanded={open} onClick={() => setOpen(!open)}>
        {t(open ? 'hideChanged' : 'showChanged')}
      </button>
      {open && <Changed {...{ indicator, area: figure.area, since, at, onPoint, onGo }} />}
    </section>
  )
}

interface ChangedProps extends Pick<Props, 'indicator' | 'at' | 'onPoint' | 'onGo'> {
  area: string
  since: string
}

function Changed({ indicator, area, since, at, onPoint, onGo }: ChangedProps) {
  const { t, lang, measured } = useWords()
  const language = dataLanguage(lang)
  const before = useEvidence(indicator.id, area, since, language)
  const now = useEvidence(indicator.id, area, at, language)
  const found = useMemo(
    () => (before.data && now.data ? differences(before.data.features, now.data.features) : []),
    [before.data, now.data],
  )
  const failed = [before, now].find(({ isError }) => isError)
  if (failed?.error) return <Failed error={failed.error} retry={() => void failed.refetch()} />
  if (before.isPending || now.isPending) return <Loading />
  if (found.length === 0) return <p className="second">{t('nothingChanged')}</p>
  return (
    <FewRows
      rows={found}
      onPoint={(one) => onPoint(one?.row ?? null)}
      onGo={({ row }) => onGo(row)}
      keyOf={({ row: { properties } }) => `${properties.collection}.${properties.fid}`}
      tell={({ row, kind }) => `${row.properties.note || t('noName')} · ${t(kind)}`}
      amount={amount}
    />
  )

  function amount({ numerator, denominator }: Difference): string {
    const [by, { unit }] = numerator === 0 ? [denominator, indicator.denominator] : [numerator, indicator.numerator]
    return `${by > 0 ? '+' : '−'}${measured(formatAmount(Math.abs(by), lang), unit)}`
  }
}
