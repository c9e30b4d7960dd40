import i18next, { type TFunction } from 'i18next'
import { initReactI18next, useTranslation } from 'react-i18next'
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
  void i18next.use(initReactI18next).init({
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

export function useWords(): SpokenWords {
  const { t, i18n } = useTranslation()
  const lang: Lang = i18n.language === 'en' ? 'en' : 'zh-CN'
  const key = dataLanguage(lang)
  return { t, lang, say: (words) => words[key], measured: (number, unit) => measured(number, unit, key) }
}

/** The name under which the data keeps its words of a language. */
export function dataLanguage(lang: Lang): Language {
  return lang === 'en' ? 'en' : 'zh'
}
