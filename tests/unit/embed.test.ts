import helmet from '@fastify/helmet'
import Fastify from 'fastify'
import { expect, it } from 'vitest'
import { letEmbed } from '#server/http/embed.ts'

it('lets other sites frame the embedded page and nothing else', async () => {
  const app = Fastify()
  await app.register(helmet, { contentSecurityPolicy: { directives: { frameAncestors: [`'self'`] } } })
  letEmbed(app)
  for (const path of ['/', '/api/docs']) app.get(path, async () => 'here')
  const framedBy = async (url: string) => {
    const { headers } = await app.inject(url)
    const ancestors = /frame-ancestors ([^;]*)/.exec(String(headers['content-security-policy']))?.[1]
    return [ancestors, headers['x-frame-options'] ?? null]
  }
  expect(await framedBy('/?v=1&theme=toilets&embed=1')).toEqual(['*', null])
  for (const url of ['/', '/?embed=0', '/api/docs?embed=1']) {
    expect(await framedBy(url), url).toEqual([`'self'`, 'SAMEORIGIN'])
  }
})
