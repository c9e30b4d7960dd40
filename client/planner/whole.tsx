import { type FormEvent, useEffect, useState } from 'react'
import { useWords } from '../i18n/index.ts'

interface Props {
  title: string
  unit: string
  value: number
  /** The smallest that is taken: 1, unless said. */
  least?: number
  most: number
  step: number
  onChange: (value: number) => void
}

/** A whole number, taken once it stands: by Enter, by leaving it, or by a step up or down. */
export function Whole({ title, unit, value, least = 1, most, step, onChange }: Props) {
  const { t } = useWords()
  const [text, setText] = useState(String(value))
  useEffect(() => setText(String(value)), [value])
  const read = (written: string) => {
    const number = /^\d{1,9}$/.test(written) ? Number(written) : Number.NaN
    return number >= least && number <= most ? number : null
  }
  const good = read(text) !== null
  const take = (event?: FormEvent) => {
    event?.preventDefault()
    const now = read(text)
    if (now !== null && now !== value) onChange(now)
  }
  return (
    <form className="whole" noValidate onSubmit={take}>
      <label>
        <span>{title}</span>
        <input
          type="number"
          inputMode="numeric"
          // steps are counted from here, and are to be round
          min={step > 1 ? 0 : least}
          max={most}
          step={step}
          value={text}
          aria-invalid={!good}
          onChange={({ target, nativeEvent }) => {
            setText(target.value)
            // the arrows of the field write no text of their own
            const stepped = !(nativeEvent instanceof InputEvent)
            const now = read(target.value)
            if (stepped && now !== null) onChange(now)
          }}
          onBlur={() => take()}
        />
        <span className="second">{unit}</span>
      </label>
      {!good && (
        <p className="foreign" role="alert">
          {t('planWhole', { least, most })}
        </p>
      )}
    </form>
  )
}
