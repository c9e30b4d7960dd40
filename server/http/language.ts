import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { Language } from '#data/model/words.ts'

export const LanguageQuery = {
  lang: Type.Optional(
    Type.With(Language, {
      description: '答复的语言，不写则按浏览器的 · the language of the answer; the browser’s where left out',
    }),
  ),
}

/** The language to answer in: as asked for, else the browser's, else Chinese. */
export function languageOf(request: FastifyRequest): Language {
  const { lang } = request.query as { lang?: Language }
  if (lang !== undefined) return lang
  return /^\s*en\b/i.test(request.headers['accept-language'] ?? '') ? 'en' : 'zh'
}
