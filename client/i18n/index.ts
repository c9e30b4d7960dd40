import i18next, { type TFunction } from 'i18next'
import { useSyncExternalStore } from 'react'
import { type Language, measured, type Unit, type Words } from '#data/model/words.ts'
import type { Lang } from '../scene/scene.ts'
import { en } from './en.ts'
import { type Word, zhCN } from './zh-CN.ts'

declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: Record<Word, string> }
    defaultNS: 'translation'
  }
}

/** The language where nobody chose one: the browser's, and Chinese unless it asks for English. */
export function browserLang(asked: readonly string[] = navigator.languages): Lang {
  return asked[0]?.toLowerCase().startsWith('en') ? 'en' : 'zh-CN'
}

/** Makes the words ready; they are part of the page, so nothing is fetched. */
export function startWords(lang: Lang): void {
  void i18next.init({
    lng: lang,
    fallbackLng: 'zh-CN',
    resources: { 'zh-CN': { translation: zhCN }, en: { translation: en } },
    interpolation: { escapeValue: false },
    initAsync: false,
  })
}

/** The words of the page and of the data, in the language chosen. */
export interface SpokenWords {
  t: TFunction
  lang: Lang
  say: (words: Words) => string
  /** A number, as it is shown, with its unit. */
  measured: (number: string, unit: Unit) => string
}

/** The words in the language of the page; the same for all who ask, until another is chosen. */
export function useWords(): SpokenWords {
  return spoken[useSyncExternalStore(listen, langNow)]
}

function listen(changed: () => void): () => void {
  i18next.on('languageChanged', changed)
  return () => i18next.off('languageChanged', changed)
}

function langNow(): Lang {
  return i18next.language === 'en' ? 'en' : 'zh-CN'
}

/** The words in a language. */
export function wordsIn(lang: Lang): SpokenWords {
  const key = dataLanguage(lang)
  const t = i18next.getFixedT(lang)
  return { t, lang, say: (words) => words[key], measured: (number, unit) => measured(number, unit, key) }
}

const spoken: Record<Lang, SpokenWords> = { 'zh-CN': wordsIn('zh-CN'), en: wordsIn('en') }

/** The name under which the data keeps its words of a language. */
export function dataLanguage(lang: Lang): Language {
  return lang === 'en' ? 'en' : 'zh'
}
