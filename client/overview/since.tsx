import { useEffect, useRef, useState } from 'react'
import { addDays, daysBetween } from '#data/model/day.ts'
import { useFirstRecorded } from '../api/queries.ts'
import { useWords } from '../i18n/index.ts'
import { useScene } from '../scene/store.ts'

interface Props {
  /** The day shown. */
  day: string
  since: string | null
  /** Whose record says how far back one may look; null while it is not known. */
  indicator: string | null
  area: string | null
}

const spans = [30, 90, 365] as const
/** How the list says that a day of its own is wanted. */
const other = 'other'

/** The earlier day to compare with, told by how long before it was, or chosen as any other. */
export function Since({ day, since, indicator, area }: Props) {
  const { t } = useWords()
  const choose = useScene((store) => store.choose)
  const [choosing, setChoosing] = useState(false)
  const span = since === null ? 0 : Math.max(0, daysBetween(since, day))
  const custom = span > 0 && !spans.some((one) => one === span)
  return (
    <div className="strip-since">
      <label>
        <span className="unseen">{t('compare')}</span>
        <select
          value={choosing ? other : span}
          onChange={({ target: { value } }) => {
            setChoosing(value === other)
            if (value !== other) choose({ since: value === '0' ? null : addDays(day, -Number(value)) })
          }}
        >
          <option value={0}>{t('noCompare')}</option>
          {spans.map((days) => (
            <option key={days} value={days}>
              {t(`since${days}`)}
            </option>
          ))}
          {custom && !choosing && <option value={span}>{t('sinceDay', { day: since })}</option>}
          <option value={other}>{t('sinceOther')}</option>
        </select>
      </label>
      {choosing && (
        <AnyDay
          {...{ day, indicator, area }}
          since={span > 0 ? since : null}
          onChoose={(chosen) => choose({ since: chosen })}
        />
      )}
    </div>
  )
}

interface AnyDayProps extends Props {
  onChoose: (day: string) => void
}

/** Any day from the first that was recorded to the one before the day shown. */
function AnyDay({ day, since, indicator, area, onChoose }: AnyDayProps) {
  const { t, lang } = useWords()
  const field = useRef<HTMLInputElement>(null)
  const earliest = useFirstRecorded(indicator, area, day)
  const last = addDays(day, -1)
  const first = earliest.data ?? last
  useEffect(() => {
    // chosen elsewhere, as by the way back; what is being written here is left alone
    if (field.current && field.current !== document.activeElement) field.current.value = since ?? ''
  }, [since])
  // whoever asked for another day writes it next
  useEffect(() => field.current?.focus(), [])
  return (
    <label>
      <span className="unseen">{t('sinceOtherDay')}</span>
      <input
        ref={field}
        type="date"
        lang={lang}
        min={first}
        max={last}
        title={t('sinceBetween', { first, last })}
        onChange={({ target: { value, validity } }) => {
          // while a year is being written, the day is none that can be compared with
          if (value !== '' && validity.valid) onChoose(value)
        }}
      />
    </label>
  )
}
