import type { Figure } from '#data/model/indicator.ts'
import { useUnitTables } from '../api/queries.ts'
import { dataLanguage, useWords } from '../i18n/index.ts'
import { ordered } from '../overview/promise.ts'
import { shortWord, useSayings } from '../overview/say.ts'
import type { Overview, Promised } from '../overview/use-overview.ts'
import { StateMark } from '../ui/state-mark.tsx'

/** How many units of each promise are named. */
const ofEach = 3

/** Which units are furthest behind in each promise, the leading one first. */
export function Behind({ overview: { promised, leading, scene } }: { overview: Overview }) {
  const { t, lang } = useWords()
  const order = [...promised].sort((a, b) => Number(b.theme === leading?.theme) - Number(a.theme === leading?.theme))
  const tables = useUnitTables(
    order.map(({ indicator }) => indicator.id),
    scene.at,
    dataLanguage(lang),
  )
  const behind = order.map((one, index) => {
    const rows = tables[index]?.data?.rows ?? []
    const late = ordered(rows, 'gap', one.indicator.better, lang).filter(({ status }) => status === 'behind')
    return { one, late, all: rows.length }
  })
  const none =
    tables.every(({ isSuccess }) => isSuccess) && behind.every(({ late, all }) => all > 0 && late.length === 0)
  return (
    <section className="wall-behind" aria-labelledby="behind">
      <h2 id="behind">{t('wallBehind')}</h2>
      {behind.map((each) => each.late.length > 0 && <Late key={each.one.theme.id} {...each} />)}
      {none && <p className="second">{t('wallNoneBehind')}</p>}
    </section>
  )
}

function Late({ one, late, all }: { one: Promised; late: Figure[]; all: number }) {
  const spoken = useWords()
  const words = useSayings(one.indicator)
  const { t, say } = spoken
  return (
    <>
      <h3 className="second">
        {say(one.indicator.title)} <span>{t('wallLateOf', { late: late.length, all })}</span>
      </h3>
      <ul>
        {late.slice(0, ofEach).map((row) => (
          <li key={row.area}>
            <span>{row.name}</span>
            <span className="second">{shortWord(row, one.indicator, spoken)}</span>
            <span className="state-behind">
              {words.number(row.value)} <StateMark mark="behind" />
            </span>
          </li>
        ))}
      </ul>
    </>
  )
}
