import './water.css'
import { useId, useMemo, useState } from 'react'
import type { Collection } from '#data/model/theme.ts'
import { withUnit } from '#data/model/words.ts'
import { type Standard, standards } from '#data/standards/water/standard.ts'
import { useThingsOf } from '../api/queries.ts'
import type { ThingFeature } from '../api/types.ts'
import { formatAmount, formatNumber } from '../i18n/format.ts'
import { dataLanguage, useWords } from '../i18n/index.ts'
import { Failed, Loading } from '../ui/notice.tsx'
import { StateMark } from '../ui/state-mark.tsx'
import { useChart } from '../ui/use-chart.ts'
import { useInk } from '../ui/use-ink.ts'
import { keyOf, type PanelProps } from './props.ts'
import { type ChartWords, chartHeight, waterChart } from './water-chart.ts'
import { type Grade, markOfGrade, readGrade, readSamples, type Sample } from './water-samples.ts'

/** A water with its sampling points, or one such point: a year of samples, the limits, and the verdict on each point. */
export function WaterPanel({ thing, collection, at }: PanelProps) {
  if (collection.id === 'water_points') return <Point point={thing} collection={collection} at={at} />
  return <Points water={thing} collection={collection} at={at} />
}

function Points({ water, collection, at }: { water: ThingFeature; collection: Collection; at: string | null }) {
  const { t, lang } = useWords()
  const points = useThingsOf('water_points', 'water', keyOf(water), at)
  const [chosen, setChosen] = useState<string | null>(null)
  const word = useGradeWord(collection)
  if (points.isPending) return <Loading />
  if (points.isError) return <Failed error={points.error} retry={() => void points.refetch()} />
  const sorted = points.data.toSorted((a, b) => placeOf(a) - placeOf(b))
  const shown = sorted.find((point) => keyOf(point) === chosen) ?? worstOf(sorted)
  if (shown === undefined) return null
  const reasons = shown.properties[dataLanguage(lang) === 'en' ? 'verdict_reasons_en' : 'verdict_reasons']
  return (
    <section className="panel" aria-label={t('samplingPoints')}>
      <h3>{t('samplingPoints')}</h3>
      <ul className="water-points">
        {sorted.map((point) => {
          const grade = readGrade(point.properties['verdict'])
          return (
            <li key={keyOf(point)}>
              <button type="button" aria-pressed={point === shown} onClick={() => setChosen(keyOf(point))}>
                <StateMark mark={markOfGrade[grade]} />
                {nameOf(point)}
                <span className="second">{word(grade)}</span>
              </button>
            </li>
          )
        })}
      </ul>
      <p className="water-why" aria-live="polite">
        {String(reasons ?? '')}
      </p>
      <Point key={keyOf(shown)} point={shown} collection={collection} at={at} />
    </section>
  )
}

function Point({ point, collection, at }: { point: ThingFeature; collection: Collection; at: string | null }) {
  const { t } = useWords()
  const rows = useThingsOf('water_samples', 'point', keyOf(point), at)
  const standard = standards.get(String(point.properties['verdict_standard']))
  const samples = useMemo(() => (rows.data && standard ? readSamples(rows.data, standard) : []), [rows.data, standard])
  if (rows.isPending) return <Loading />
  if (rows.isError) return <Failed error={rows.error} retry={() => void rows.refetch()} />
  if (standard === undefined || samples.length === 0) return <p className="notice quiet">{t('noSamples')}</p>
  return (
    <>
      <Series name={nameOf(point)} samples={samples} standard={standard} collection={collection} />
      <SampleTable samples={samples} standard={standard} collection={collection} />
    </>
  )
}

interface SeriesProps {
  samples: Sample[]
  standard: Standard
  collection: Collection
}

function Series({ name, samples, standard, collection }: SeriesProps & { name: string }) {
  const { t, say } = useWords()
  const ink = useInk()
  const words = useChartWords(standard, collection)
  const option = useMemo(() => waterChart(samples, standard, ink, words), [samples, standard, ink, words])
  const element = useChart(option)
  const label = t('seriesOf', {
    point: name,
    n: samples.length,
    from: samples[0]?.day,
    to: samples.at(-1)?.day,
    what: standard.indicators.map(({ title }) => say(title)).join(', '),
  })
  return (
    <div
      ref={element}
      className="water-chart"
      role="img"
      aria-label={label}
      style={{ height: `${chartHeight(standard)}rem` }}
    />
  )
}

/** The very readings of the chart, the newest first. */
function SampleTable({ samples, standard, collection }: SeriesProps) {
  const { t, lang, say } = useWords()
  const word = useGradeWord(collection)
  const title = useId()
  return (
    <details className="water-table">
      <summary id={title}>{t('seriesTable')}</summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys. */}
      <section aria-labelledby={title} tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('sampleDate')}</th>
              {standard.indicators.map(({ id, title, unit }) => (
                <th scope="col" key={id}>
                  {say(title)} <span className="second">{unit}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {samples.toReversed().map(({ day, found }, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: two samples may be of one day, and the rows do not move.
              <tr key={i}>
                <th scope="row">{day}</th>
                {found.map((one, k) => (
                  <td key={standard.indicators[k]?.id}>
                    {one === null ? '–' : number(one.value, lang)}
                    {one !== null && one.grade !== 'clear' && (
                      <>
                        <StateMark mark={markOfGrade[one.grade]} />
                        <span className="unseen">{word(one.grade)}</span>
                      </>
                    )}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </details>
  )
}

function useChartWords(standard: Standard, collection: Collection): ChartWords {
  const { t, lang, say } = useWords()
  const word = useGradeWord(collection)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the words are those of the language.
  return useMemo(() => {
    const line = (...parts: string[]) => {
      const row = document.createElement('div')
      row.textContent = parts.join(' ')
      return row
    }
    return {
      axis: ({ title, unit }) => `${say(title)} ${unit}`,
      month: (time) => new Date(time).toLocaleDateString(lang, { month: 'short', timeZone: 'UTC' }),
      number: (value) => number(value, lang),
      limit: (kind, value) => t(kind === 'mild' ? 'limitMild' : 'limitSevere', { value: number(value, lang) }),
      tip: ({ day, depth, found }) => {
        const tip = document.createElement('div')
        tip.append(line(day))
        for (const [i, { title, unit }] of standard.indicators.entries()) {
          const one = found[i]
          if (!one) continue
          const grade = one.grade === 'clear' ? '' : word(one.grade)
          tip.append(line(say(title), withUnit(number(one.value, lang), unit), grade))
        }
        if (depth !== null) tip.append(line(t('depth'), withUnit(number(depth, lang), 'cm')))
        return tip
      },
    }
  }, [standard, collection, lang])
}

function useGradeWord(collection: Collection): (grade: Grade) => string {
  const { say } = useWords()
  const choices = collection.properties.find(({ name }) => name === 'verdict')?.choices
  return (grade) => {
    const words = choices?.[grade]
    return words ? say(words) : grade
  }
}

/** The colours and the text of the skin on the page now. */
function worstOf(points: ThingFeature[]): ThingFeature | undefined {
  const of = (grade: Grade) => points.find(({ properties }) => properties['verdict'] === grade)
  return of('severe') ?? of('mild') ?? points[0]
}

function nameOf(point: ThingFeature): string {
  return String(point.properties['name'] ?? point.properties['code'] ?? point.id)
}

function placeOf({ properties }: ThingFeature): number {
  return typeof properties['sequence'] === 'number' ? properties['sequence'] : Number.POSITIVE_INFINITY
}

function number(value: number, lang: Parameters<typeof formatAmount>[1]): string {
  return value < 0 ? formatNumber(value, 0, lang) : formatAmount(value, lang)
}
