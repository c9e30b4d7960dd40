import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { Language } from '#data/model/words.ts'

export const LanguageQuery = { lang: Type.Optional(Language) }

/** The language to answer in: as asked for, else the browser's, else Chinese. */
export function languageOf(request: FastifyRequest): Language {
  const { lang } = request.query as { lang?: Language }
  if (lang !== undefined) return lang
  return /^\s*en\b/i.test(request.headers['accept-language'] ?? '') ? 'en' : 'zh'
}
