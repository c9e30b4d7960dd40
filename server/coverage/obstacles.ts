import type { Language } from '#data/model/words.ts'
import { type Asked, amountsOf, type Covered } from './cover.ts'

/** What stands in the way of an answer, and what is still possible; nothing, as a rule. */
export function sayObstacles(asked: Asked, found: Covered, language: Language): string[] {
  const { all, left } = amountsOf(asked, found)
  const offered = found.standing + found.tried.length > 0
  const nobody = all > 0 && all - left <= 1e-9 * all
  return [
    ...(found.streetless ? [sayNoStreets(asked.day, language)] : []),
    ...(!offered ? [sayNoneStands(asked, language)] : []),
    ...(offered && nobody && !found.streetless ? [sayNoneReaches(asked, found, language)] : []),
  ]
}

/** That nobody can walk where no street is known, what can be reckoned all the same, and where streets come from. */
export function sayNoStreets(day: string, language: Language): string {
  return language === 'zh'
    ? `${day} 没有道路的数据，步行谁也走不到；直线仍可算。道路用 npm run import -- 县.osm.pbf --into roads 导入（Shapefile 等也可）。`
    : `No streets are known on ${day}, so nobody can be reached on foot; as the crow flies can be reckoned. Roads are imported by npm run import -- county.osm.pbf --into roads (or from a Shapefile and the like).`
}

/** That nothing is offered yet, and how it can be planned for. */
function sayNoneStands({ question: { without = [] }, coverage: { offers }, day }: Asked, language: Language): string {
  const { title, collection } = offers
  const take = `npm run import -- … --into ${collection}`
  const left = without.length
  if (language === 'zh') {
    const none = left > 0 ? `除去不计的 ${left} 处，${day} 没有${title.zh}` : `${day} 还没有${title.zh}`
    return `${none}，所以谁也够不着。可以试设新点，或推荐选址；已有的用 ${take} 导入。`
  }
  const none = left > 0 ? `Apart from ${left} left out there are no` : 'There are no'
  return `${none} ${title.en} on ${day}, so nobody is reached. Sites can be tried, or proposed; those that stand are imported by ${take}.`
}

/** That all of them are too far from the area, and what may help. */
function sayNoneReaches(
  { question: { metres, by }, coverage: { offers }, area }: Asked,
  { standing, tried: { length: tried } }: Covered,
  language: Language,
): string {
  if (language === 'zh') {
    const way = by === 'walk' ? '步行' : '直线'
    const what = `${standing} 处${offers.title.zh}${tried > 0 ? `和试设的 ${tried} 处` : ''}`
    return `${what}，${way} ${metres} 米之内都到不了${area.name}需要的地方。可以放远距离，试设新点，或推荐选址。`
  }
  const way = by === 'walk' ? 'on foot' : 'as the crow flies'
  const what = `${standing} ${offers.title.en}${tried > 0 ? ` and ${tried} tried` : ''}`
  return `None of ${what} reaches within ${metres} metres ${way} whoever needs it in ${area.name}. A longer way can be asked for, sites can be tried, or proposed.`
}
