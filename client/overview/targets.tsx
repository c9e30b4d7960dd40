import type { Figure, Indicator } from '#data/model/indicator.ts'
import { useWords } from '../i18n/index.ts'
import type { Word } from '../i18n/zh-CN.ts'
import { StateMark } from '../ui/state-mark.tsx'
import { useSayings } from './say.ts'

const issuers: Record<string, Word> = {
  county: 'issuerCounty',
  city: 'issuerCity',
  province: 'issuerProvince',
  nation: 'issuerNation',
}

/** The targets that stand beside the leading one, with who set them. */
export function OtherTargets({ figure, indicator }: { figure: Figure; indicator: Indicator }) {
  const { t } = useWords()
  const words = useSayings(indicator)
  const others = figure.targets.slice(1)
  if (others.length === 0) return null
  return (
    <ul className="other-targets" aria-label={t('otherTargets')}>
      {others.map((target) => {
        const issuer = issuers[target.issuer]
        return (
          <li key={`${target.issuer} ${target.value}`} title={target.document}>
            <span className="second">
              {issuer ? t(issuer) : target.issuer} {words.target(target.value)}
              {target.due && ` · ${target.due}`}
            </span>
            <span className={`state-word state-${target.status}`}>
              <StateMark mark={target.status} />
              {t(target.status)}
            </span>
          </li>
        )
      })}
    </ul>
  )
}
