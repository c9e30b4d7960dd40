import type { Behind as BehindIn, Late } from '#data/model/standing.ts'
import { useBehind } from '../api/standing-queries.ts'
import { formatNumber } from '../i18n/format.ts'
import { dataLanguage, useWords } from '../i18n/index.ts'
import { useSayings } from '../overview/say.ts'
import type { Overview, Promised } from '../overview/use-overview.ts'
import { StateMark } from '../ui/state-mark.tsx'
import { Due } from './due.tsx'
import { Movers } from './movers.tsx'

/** How many of each are asked for: of the leading promise the worst unit and thing stand there, of each other one of them. */
export const mostBehind = 1

/** Who is behind in each promise, the leading one first, and who answers; what is due; what has changed most. */
export function Behind({ overview }: { overview: Overview }) {
  const { t, lang } = useWords()
  const { promised, leading, scene } = overview
  const order = [...promised].sort((a, b) => Number(b.theme === leading?.theme) - Number(a.theme === leading?.theme))
  const answers = useBehind(
    order.map(({ indicator }) => indicator.id),
    null,
    scene.at,
    dataLanguage(lang),
    mostBehind,
  )
  const told = order.flatMap((one, n) => {
    const behind = answers[n]?.data
    return behind ? [{ one, behind, rows: shown(behind, one.theme === leading?.theme) }] : []
  })
  const none = told.length === order.length && told.every(({ rows }) => rows.length === 0)
  return (
    <section className="wall-behind" aria-labelledby="behind">
      <h2 id="behind">{t('wallBehind')}</h2>
      <div className="wall-late">
        {told.map(
          ({ one, behind, rows }) => rows.length > 0 && <OfPromise key={one.theme.id} {...{ one, behind, rows }} />,
        )}
      </div>
      {none && <p className="second">{t('wallNoneBehind')}</p>}
      {leading && <Movers leading={leading} at={scene.at} />}
      <Due overview={overview} />
    </section>
  )
}

/** Of the leading promise the worst unit and thing; of another the thing, which somebody can go and see to. */
function shown({ units, things }: BehindIn, leads: boolean): Late[] {
  return leads ? [...units.rows, ...things.rows] : [...things.rows, ...units.rows].slice(0, 1)
}

function OfPromise({ one, behind, rows }: { one: Promised; behind: BehindIn; rows: Late[] }) {
  const { t, say } = useWords()
  const { units } = behind
  return (
    <div>
      <h3 className="second">
        {say(one.indicator.title)} {units.of > 0 && <span>{t('wallUnitsBehind', { n: units.of })}</span>}
      </h3>
      <ul>
        {rows.map((row) => (
          <Row key={row.thing ? `${row.thing.collection} ${row.thing.fid}` : row.area} row={row} one={one} />
        ))}
      </ul>
    </div>
  )
}

/** One that is behind: how it stands and since when, and who answers for it. */
function Row({ row, one }: { row: Late; one: Promised }) {
  const { t, lang } = useWords()
  const words = useSayings(one.indicator)
  const { name, areaName, says, value, target, missing, days, longer, who, thing } = row
  const long = days === null ? '' : t(longer ? 'wallDaysOrMore' : 'wallDays', { n: formatNumber(days, 0, lang) })
  const figure = value === null ? '—' : `${words.number(value)}${target === null ? '' : ` / ${words.number(target)}`}`
  return (
    <li>
      <span>{name}</span>
      <span className="state-behind">
        {thing ? long || t('wallDaysUnknown') : figure} <StateMark mark="behind" />
      </span>
      <span className="second">
        {(thing ? [says, areaName === name ? '' : areaName, who] : [words.missing(missing), long, who])
          .filter((part) => part)
          .map((part, n, { length }) => (
            <span key={part}>
              {part}
              {n < length - 1 && ' · '}
            </span>
          ))}
      </span>
    </li>
  )
}
