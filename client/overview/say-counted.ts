import { formatAmount, formatNumber } from '../i18n/format.ts'
import type { SpokenWords } from '../i18n/index.ts'
import type { Counted } from '../map/hexagons.ts'

/** What hexagons count in words: the things within a sentence, and how many or how long they are. */
export function sayCounted({ layer, by }: Counted, { say, lang }: SpokenWords) {
  const title = say(layer.title)
  return {
    things: lang === 'en' ? title.charAt(0).toLowerCase() + title.slice(1) : title,
    amount: (value: number) => (by === 'km' ? `${formatAmount(value, lang)}\u00a0km` : formatNumber(value, 0, lang)),
  }
}
