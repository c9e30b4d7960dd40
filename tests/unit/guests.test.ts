import Fastify from 'fastify'
import { expect, it } from 'vitest'
import { guardGuests } from '#server/http/guests.ts'
import { answerErrors } from '#server/http/problem.ts'

async function ask(
  open: boolean,
  trustProxy: boolean,
  remoteAddress: string,
  headers: Record<string, string> = {},
  url = '/api',
) {
  const app = Fastify({ trustProxy })
  answerErrors(app)
  guardGuests(app, { guestsMayRead: () => open, trustProxy })
  app.get('/*', async () => 'ok')
  const answer = await app.inject({ url, remoteAddress, headers })
  await app.close()
  return answer.statusCode
}

const forwarded = { 'x-forwarded-for': '203.0.113.7' }
const forged = { 'x-forwarded-for': '127.0.0.1, 203.0.113.7' }
const claimed = { 'x-forwarded-for': '127.0.0.1' }
const standard = { forwarded: 'for=203.0.113.7' }
it.each([
  ['a guest where guests may read', true, false, '203.0.113.7', {}, 200],
  ['a guest where they may not', false, false, '203.0.113.7', {}, 401],
  ['the machine itself', false, false, '127.0.0.1', {}, 200],
  ['the machine itself by IPv6', false, false, '::1', {}, 200],
  ['a guest through a proxy on the machine that is not trusted', false, false, '127.0.0.1', forwarded, 401],
  ['a guest through a trusted proxy', false, true, '127.0.0.1', forwarded, 401],
  ['a guest who says he is the machine, through a proxy that adds him', false, true, '127.0.0.1', forged, 401],
  ['a guest who says he is the machine, past the proxy', false, true, '203.0.113.7', claimed, 401],
  ['a guest through a trusted proxy that tells of him in another header', false, true, '127.0.0.1', standard, 401],
  ['the machine itself through a trusted proxy', false, true, '127.0.0.1', claimed, 200],
] as const)('%s', async (_, open, trustProxy, address, headers, status) => {
  expect(await ask(open, trustProxy, address, headers)).toBe(status)
})

it('health and the pages are open to all', async () => {
  expect(await ask(false, false, '203.0.113.7', {}, '/api/health')).toBe(200)
  expect(await ask(false, false, '203.0.113.7', {}, '/')).toBe(200)
  expect(await ask(false, false, '203.0.113.7', {}, '/api/healthy')).toBe(401)
})
