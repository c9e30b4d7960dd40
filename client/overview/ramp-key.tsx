import { formatNumber } from '../i18n/format.ts'
import { useWords } from '../i18n/index.ts'
import { rampTints } from '../map/ramp.ts'

interface Props {
  thresholds: [number, number, number, number]
  /** Whether the last of them is the target. */
  toTarget: boolean
}

/** The five steps of the ramp and what divides them. */
export function RampKey({ thresholds, toTarget }: Props) {
  const { t, lang } = useWords()
  const decimals = thresholds.every(Number.isInteger) ? 0 : thresholds.every((n) => Number.isInteger(n * 10)) ? 1 : 2
  const text = (value: number) => formatNumber(value, decimals, lang)
  return (
    <div className="ramp">
      {rampTints.map((tint, index) => (
        <span key={tint} className="ramp-step">
          <span className="ramp-colour" style={{ background: `var(--${tint})` }} />
          <span className="ramp-text">
            {index === 0
              ? ''
              : index === 4 && toTarget
                ? t('rampTarget', { value: text(thresholds[3]) })
                : text(thresholds[index - 1] ?? 0)}
          </span>
        </span>
      ))}
    </div>
  )
}
