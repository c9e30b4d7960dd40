import { useWords } from '../i18n/index.ts'

/** All that was taken for granted, sentence by sentence. */
export function Assumptions({ all }: { all: string[] }) {
  const { t } = useWords()
  return (
    <section className="assumptions" aria-labelledby="assumptions-title">
      <h3 id="assumptions-title">{t('assumptions')}</h3>
      <ul>
        {all.map((one) => (
          <li key={one}>{one}</li>
        ))}
      </ul>
    </section>
  )
}
