import type { Theme } from '#data/model/theme.ts'
import { useWords } from '../i18n/index.ts'
import { useTell } from '../things/tell.ts'
import { StateMark } from '../ui/state-mark.tsx'
import { type Stated, useStated } from './use-signs.ts'
import { worstFirst } from './worst.ts'

interface Props {
  theme: Theme
  at: string | null
  onGo: (thing: Stated) => void
}

/** The things of a theme that fall short, the worst first, where it has such: a figure of four waters is these four. */
export function WorstList({ theme, at, onGo }: Props) {
  const { t } = useWords()
  const tell = useTell()
  const worst = worstFirst(useStated(theme, at).things)
  if (worst.length === 0) return null
  return (
    <section className="worst" aria-labelledby="worst-title">
      <h3 id="worst-title">{t('worstFirst')}</h3>
      <ul className="rows">
        {worst.map((thing) => (
          <li key={`${thing.collection} ${thing.fid}`}>
            <button type="button" onClick={() => onGo(thing)}>
              <span>{thing.name || t('noName')}</span>
              <span className={`second state-${thing.mark}`}>
                {wordsOf(thing).join(' · ')} <StateMark mark={thing.mark} />
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )

  function wordsOf({ collection, layer, properties }: Stated): string[] {
    const declared = theme.collections.find(({ id }) => id === collection)?.properties ?? []
    return [layer.grade?.property, layer.state?.property].flatMap((name) => {
      const property = declared.find((one) => one.name === name)
      const value = properties[name ?? '']
      return property && value !== null && value !== undefined ? [tell(property, value, null)] : []
    })
  }
}
