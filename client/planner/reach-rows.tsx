import type { Geometry } from 'geojson'
import type { CoverageQuestion, Need } from '#data/model/coverage.ts'
import { type Reach, type ReachFeature, type ReachRow, useReachRows } from '../api/plan-queries.ts'
import { formatMetres } from '../i18n/format.ts'
import { dataLanguage, useWords } from '../i18n/index.ts'
import { FewRows } from '../overview/few-rows.tsx'
import type { Pick } from '../scene/scene.ts'
import { Failed, Loading } from '../ui/notice.tsx'
import { useSayings } from './say.ts'

export interface RowsProps {
  question: CoverageQuestion
  need: Need
  onPoint: (geometry: Geometry | null) => void
  onThing: (pick: Pick, geometry: Geometry | null) => void
  /** How many there are to walk to, where that is known. */
  offers?: Reach['offers'] | undefined
  /** Those of them that make the figure which was opened; all, where left out. */
  only?: (row: ReachFeature) => boolean
}

/** The rows an answer is the sum of, those first of which the most is left. */
export function ReachRows({ question, only = () => true, ...listed }: RowsProps) {
  const rows = useReachRows(question, dataLanguage(useWords().lang))
  if (rows.isPending) return <Loading />
  if (rows.isError) return <Failed error={rows.error} retry={() => void rows.refetch()} />
  return <Rows rows={rows.data.filter(only)} {...listed} />
}

type StraightOnlyProps = Omit<RowsProps, 'question' | 'only'> & Record<CoverageQuestion['by'], CoverageQuestion>

/** The rows of which more is reached as the crow flies than on foot, each with how much more. */
export function StraightOnlyRows({ walk, straight, ...listed }: StraightOnlyProps) {
  const lang = dataLanguage(useWords().lang)
  const [walked, flown] = [useReachRows(walk, lang), useReachRows(straight, lang)]
  const failed = [walked, flown].find(({ isError }) => isError)
  if (failed?.error) return <Failed error={failed.error} retry={() => void failed.refetch()} />
  if (!walked.data || !flown.data) return <Loading />
  const straightly = new Map(flown.data.map(({ id, properties }) => [id, properties.covered]))
  // of each as much counts as is reached straight: what is left of that is the difference
  const rows = walked.data.map((row) => ({
    ...row,
    properties: { ...row.properties, weight: straightly.get(row.id) ?? 0 },
  }))
  return <Rows rows={rows.filter(({ properties }) => left(properties) > 0)} {...listed} />
}

function Rows({
  rows,
  need,
  offers,
  onPoint,
  onThing,
}: Omit<RowsProps, 'question' | 'only'> & { rows: ReachFeature[] }) {
  const { t, lang } = useWords()
  const { amount } = useSayings(need)
  if (rows.length === 0) return <p className="notice quiet">{t('rowsNot')}</p>
  const nowhere = t(offers && offers.standing + offers.tried === 0 ? 'noneYet' : 'tooFar')
  return (
    <FewRows
      rows={rows.toSorted((a, b) => left(b.properties) - left(a.properties))}
      keyOf={({ id }) => String(id)}
      tell={({ properties: { name, areaName } }) => name || areaName || t('noName')}
      amount={({ properties }) => told(properties)}
      onPoint={(row) => onPoint(row?.geometry ?? null)}
      onGo={({ properties: { collection, fid }, geometry }) => onThing({ collection, fid }, geometry)}
    />
  )

  function told(row: ReachRow): string {
    const way = row.metres === null || row.metres === undefined ? null : formatMetres(Math.round(row.metres), lang)
    if (left(row) <= 0) return [amount(row.weight), way].filter(Boolean).join(' · ')
    return t('rowLeft', { left: amount(left(row)), why: row.cutOff ?? way ?? nowhere })
  }
}

/** What of a row is not reached. */
export function left({ weight, covered }: ReachRow): number {
  return weight - covered
}
