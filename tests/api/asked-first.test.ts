import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildApp } from '#server/app.ts'
import { type Site, waitingRoom } from '#server/site.ts'
import { countyOfFile } from './county.ts'

const county = countyOfFile()
const ahead = '</api/themes>; rel=preload; as=fetch; crossorigin'
const site = (rest: Partial<Site>): Site => ({
  database: waitingRoom().database,
  catalogue: county().catalogue,
  engine: county().database.engine,
  publicUrl: undefined,
  trustProxy: false,
  guestsMayRead: () => true,
  ...rest,
})

describe('the page', () => {
  const apps: FastifyInstance[] = []
  let linkOf: (rest: Partial<Site>, url?: string) => Promise<unknown>
  beforeAll(() => {
    linkOf = async (rest, url = '/') => {
      const app = await buildApp(site(rest))
      apps.push(app)
      const { statusCode, headers } = await app.inject(url)
      expect(statusCode).toBe(200)
      return headers['link']
    }
  })
  afterAll(async () => {
    for (const app of apps) await app.close()
  })

  it('has what it asks for first come beside its scripts, on every path', async () => {
    const database = () => county().database
    expect(await linkOf({ database })).toBe(ahead)
    expect(await linkOf({ database }, '/plan')).toBe(ahead)
  })

  it('asks for nothing that is not there yet, or that guests may not read', async () => {
    expect(await linkOf({})).toBeUndefined()
    expect(await linkOf({ database: () => county().database, guestsMayRead: () => false })).toBeUndefined()
  })
})
