import type { FastifyRequest } from 'fastify'

/**
 * The kind of file asked for: by `f`, else as the first known media type that is accepted; undefined for JSON.
 * @param types the kinds there are, each with its media type
 */
export function fileAsked<Kind extends string>(
  request: FastifyRequest,
  types: Readonly<Record<Kind, string>>,
): Kind | undefined {
  const { f } = request.query as { f?: string }
  const kinds = Object.keys(types) as Kind[]
  if (f !== undefined) return kinds.find((kind) => kind === f)
  const weighed = (request.headers.accept ?? '').split(',').map((range) => {
    const [type = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase())
    const q = parameters.find((parameter) => parameter.startsWith('q='))
    return { type, weight: q === undefined ? 1 : Number(q.slice(2)) }
  })
  const others = ['application/geo+json', 'application/json', 'application/*', '*/*']
  const [first] = weighed
    .filter(({ type, weight }) => weight > 0 && [...Object.values<string>(types), ...others].includes(type))
    .sort((a, b) => b.weight - a.weight)
  return kinds.find((kind) => types[kind] === first?.type)
}
