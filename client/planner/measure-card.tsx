import type { Geometry } from 'geojson'
import { useState } from 'react'
import type { Indicator } from '#data/model/indicator.ts'
import type { Measured } from '#data/model/measure.ts'
import type { Theme } from '#data/model/theme.ts'
import { useMeasured, useMeasuredRows } from '../api/measure-queries.ts'
import { formatMetres, formatNumber } from '../i18n/format.ts'
import { dataLanguage, useWords } from '../i18n/index.ts'
import { crossesItself, shapeOf } from '../map/sketch.ts'
import { EvidenceRows } from '../overview/evidence-rows.tsx'
import { useSayings } from '../overview/say.ts'
import type { Pick, Place } from '../scene/scene.ts'
import { CloseButton } from '../ui/close-button.tsx'
import { Failed, Loading } from '../ui/notice.tsx'
import { StateMark } from '../ui/state-mark.tsx'
import type { Sketcher } from './use-sketch.ts'

/** Bars drawn ground to sites that are proposed, as long as a link has room for so many corners more. */
export interface Barring {
  room: number
  bar: (corners: Place[]) => void
}

interface Props {
  sketcher: Sketcher
  /** Where the middle of the map lies, if there is a map. */
  middle: () => Place | null
  /** None where no sites are proposed. */
  barring: Barring | null
  themes: Theme[]
  at: string | null
  onPoint: (geometry: Geometry | null) => void
  onThing: (pick: Pick, geometry: Geometry | null) => void
}

/** Over the map a way is measured, or a piece of ground with every promise's figure on it. */
export function MeasureCard({ sketcher, middle, barring, ...props }: Props) {
  const { t, lang } = useWords()
  const { settled: sketch, drawing, draw, back, clear, close } = sketcher
  const shape = sketch && shapeOf(sketch)
  const crossed = shape !== null && crossesItself(shape)
  const measured = useMeasured(crossed ? null : shape, props.at, dataLanguage(lang))
  const toggle = (as: 'way' | 'ground') => draw(drawing === as ? null : as)
  return (
    <section
      className="thing measure card"
      aria-labelledby="measure-title"
      onKeyDown={({ key }) => key === 'Escape' && (drawing ? draw(null) : close())}
    >
      <header>
        <h2 id="measure-title">{t('measure')}</h2>
        <CloseButton onClose={close} />
      </header>
      <div className="tools">
        <button type="button" className="tool" aria-pressed={drawing === 'way'} onClick={() => toggle('way')}>
          {t('measureWay')}
        </button>
        <button type="button" className="tool" aria-pressed={drawing === 'ground'} onClick={() => toggle('ground')}>
          {t('measureGround')}
        </button>
        {sketch && (
          <span className="tools-end">
            <button type="button" className="tool" disabled={!back} onClick={() => back?.()}>
              {t('measureBack')}
            </button>
            <button type="button" className="tool" onClick={clear}>
              {t('measureClear')}
            </button>
          </span>
        )}
      </div>
      {drawing && (
        <button
          type="button"
          className="link"
          onClick={() => {
            const place = middle()
            if (place) sketcher.putAt(place)
          }}
        >
          {t('measureMiddle')}
        </button>
      )}
      {drawing && <p className="second">{t(drawing === 'way' ? 'measuringWay' : 'measuringGround')}</p>}
      {crossed && (
        <p className="notice" role="alert">
          {t('measureCrossed')}
        </p>
      )}
      {barring && sketch && shape?.type === 'Polygon' && !crossed && <Bar {...{ barring }} corners={sketch.corners} />}
      {measured.isError && shape && !crossed && <Failed error={measured.error} retry={() => void measured.refetch()} />}
      {shape && !crossed && measured.data && !measured.isError && (
        <Told {...props} shape={shape} measured={measured.data} old={measured.isPlaceholderData} />
      )}
    </section>
  )
}

function Bar({ barring: { room, bar }, corners }: { barring: Barring; corners: Place[] }) {
  const { t } = useWords()
  const full = corners.length > room
  return (
    <div className="tools">
      <button type="button" className="tool" disabled={full} onClick={() => bar(corners)}>
        {t('barGround')}
      </button>
      {full && <span className="second">{t('barFull', { room: Math.max(0, room) })}</span>}
    </div>
  )
}

type ToldProps = Omit<Props, 'sketcher' | 'middle' | 'barring'> & { shape: Geometry; measured: Measured; old: boolean }

function Told({ shape, measured, old, themes, ...props }: ToldProps) {
  const { t, say, lang } = useWords()
  const { metres, km2, figures, plane } = measured
  const size = { length: formatMetres(metres, lang), plane }
  return (
    <div className={old ? 'old' : undefined} aria-busy={old}>
      <p className="missing" aria-live="polite">
        {km2 === null
          ? t('measuredWay', size)
          : t('measuredGround', { ...size, km2: formatNumber(km2, km2 < 1 ? 4 : 2, lang) })}
      </p>
      <p className="second">{t('measuredPlane', { plane })}</p>
      {themes.map((theme) => {
        const ours = theme.indicators.flatMap((indicator) => {
          const figure = figures.find((one) => one.indicator === indicator.id && one.rows > 0)
          return figure ? [{ indicator, figure }] : []
        })
        if (ours.length === 0) return null
        return (
          <section key={theme.id} className="measured-theme" aria-label={say(theme.title)}>
            <h3>{say(theme.title)}</h3>
            <ul className="rows">
              {ours.map((one) => (
                <FigureRow key={one.indicator.id} {...one} {...props} shape={shape} />
              ))}
            </ul>
          </section>
        )
      })}
      {km2 !== null && figures.every(({ rows }) => rows === 0) && (
        <p className="notice quiet">{t('measuredNothing')}</p>
      )}
    </div>
  )
}

type RowProps = Omit<ToldProps, 'measured' | 'old' | 'themes'> & {
  indicator: Indicator
  figure: Measured['figures'][number]
}

/** A figure of the ground, which opens to its rows. */
function FigureRow({ indicator, figure, ...props }: RowProps) {
  const { say } = useWords()
  const words = useSayings(indicator)
  const [open, setOpen] = useState(false)
  return (
    <li>
      <button type="button" aria-expanded={open} onClick={() => setOpen(!open)}>
        <span>
          <StateMark mark={figure.status} /> {say(indicator.title)}
        </span>
        <span className="second">{words.full(figure.value)}</span>
      </button>
      {open && <Rows indicator={indicator} {...props} />}
    </li>
  )
}

function Rows({ indicator, shape, at, onPoint, onThing }: Omit<RowProps, 'figure'>) {
  const { lang } = useWords()
  const rows = useMeasuredRows(shape, at, indicator.id, dataLanguage(lang))
  if (rows.isPending) return <Loading />
  if (rows.isError) return <Failed error={rows.error} retry={() => void rows.refetch()} />
  return (
    <EvidenceRows
      rows={rows.data.features}
      indicator={indicator}
      onPoint={(row) => onPoint(row?.geometry ?? null)}
      onGo={({ properties: { collection, fid }, geometry }) => onThing({ collection, fid }, geometry)}
    />
  )
}
