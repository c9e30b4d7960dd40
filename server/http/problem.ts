import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Problem } from '#data/model/problem.ts'
import type { Language, Words } from '#data/model/words.ts'
import { DatabaseAway, DatabaseBusy, Stopped, TooSlow } from '../database/database.ts'
import { languageOf } from './language.ts'

const titles: Record<number, string> = {
  400: 'Bad request',
  401: 'Not open to guests',
  403: 'Not allowed',
  404: 'Not found',
  405: 'Method not allowed',
  409: 'Conflict',
  413: 'Too large',
  415: 'Unsupported content',
  499: 'Client closed request',
  500: 'Internal error',
  501: 'Not built yet',
  503: 'Not available now',
}

/** An error meant for whoever asked: its sentence is sent as it is, in the language of the question where it is in both. */
export class ProblemError extends Error {
  readonly status: number
  readonly words: Words
  readonly errors: Problem['errors']
  constructor(status: number, detail: string | Words, errors?: Problem['errors']) {
    const words = typeof detail === 'string' ? { zh: detail, en: detail } : detail
    super(words.en)
    this.status = status
    this.words = words
    this.errors = errors
  }
}

export function notFound(what: string, name: string, known?: Iterable<string>): ProblemError {
  const names = [...(known ?? [])]
  const list = names.length === 0 ? '' : ` Known: ${names.join(', ')}.`
  return new ProblemError(404, `There is no ${what} “${name.slice(0, 80)}”.${list}`)
}

/** One form for all errors; what is not meant for the client is logged and never sent. */
export function answerErrors(app: FastifyInstance): void {
  app.setErrorHandler((error: FastifyError | Error, request, reply) => {
    const problem = toProblem(error, languageOf(request))
    if (problem.status >= 500 && problem.status !== 501) request.log.error(error)
    if (problem.status === 503) reply.header('retry-after', '5')
    return sendProblem(reply, problem)
  })
}

/** What there is nothing at. */
export function answerUnknown(app: FastifyInstance): void {
  app.setNotFoundHandler((request: FastifyRequest, reply: FastifyReply) =>
    sendProblem(reply, toProblem(new ProblemError(404, `There is nothing at ${request.url.slice(0, 200)}.`))),
  )
}

/** Sends an error in its one form. */
export function sendProblem(reply: FastifyReply, problem: Problem): FastifyReply {
  return reply.code(problem.status).type('application/problem+json').send(JSON.stringify(problem))
}

/** What a client is told of an error. */
export function toProblem(error: FastifyError | Error, language: Language = 'en'): Problem {
  if (error instanceof ProblemError) return describe(error.status, error.words[language], error.errors)
  if (error instanceof DatabaseAway)
    return describe(503, 'The database cannot be reached. Nothing was changed; try again.')
  if (error instanceof DatabaseBusy)
    return describe(503, 'Too many questions of this kind wait to be answered; ask again in a few seconds.')
  if (error instanceof TooSlow)
    return describe(503, 'The answer took too long to work out and was given up; ask for less, or again later.')
  // nobody hears it; a log does
  if (error instanceof Stopped) return describe(499, 'Whoever asked has left.')
  if ('validation' in error && Array.isArray(error.validation)) {
    const where = error.validationContext ?? 'request'
    const errors = error.validation.map((fault) => ({
      at: `${where}${fault.instancePath}`,
      detail: describeFault(fault.message, fault.params),
    }))
    return describe(400, errors.map(({ at, detail }) => `${at}: ${detail}`).join('; '), errors)
  }
  const status = 'statusCode' in error ? (error.statusCode ?? 500) : 500
  if (status >= 400 && status < 500) return describe(status, error.message)
  return describe(500, 'Something went wrong here; it has been logged.')
}

function describeFault(message = 'not allowed', params: Record<string, unknown> = {}): string {
  const extra = params['additionalProperty'] ?? params['additionalProperties']
  if (extra !== undefined) return `unknown parameter ${String(extra).slice(0, 80)}`
  const allowed = params['allowedValues']
  if (Array.isArray(allowed)) return `${message}: ${allowed.join(', ')}`
  return message
}

function describe(status: number, detail: string, errors?: Problem['errors']): Problem {
  return {
    type: 'about:blank',
    title: titles[status] ?? 'Error',
    status,
    detail,
    ...(errors === undefined ? {} : { errors }),
  }
}
