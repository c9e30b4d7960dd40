import { setTimeout } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Scenario } from '#data/model/scenario.ts'
import { buildApp } from '#server/app.ts'
import { migrate } from '#server/database/migrate.ts'
import { dropSample } from '#server/sample/load-sample.ts'
import { addScenario, countToAdd, scenarioRows } from '#server/scenarios/queries.ts'
import { type Anything, countyOfFile, openTestDatabase } from './county.ts'
import { box, handMade, point } from './hand-made.ts'

let open = true
const county = countyOfFile({ guestsMayRead: () => open })
const { take } = handMade(county)
const scene = '?v=1&theme=toilets&sites=114.01,34.72&metres=500'
const given = { name: '城东补三座', note: '先补够不着的', scene }

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE'
interface Sent {
  headers?: Record<string, string>
  remoteAddress?: string
}
const ask = (method: Method, url: string, payload?: string | object, more: Sent = {}) =>
  county().app.inject({ method, url, ...(payload === undefined ? {} : { payload }), ...more })
async function keep(more: object = {}): Promise<Scenario> {
  const answer = await ask('POST', '/api/scenarios', { ...given, ...more })
  expect(answer.statusCode, answer.body).toBe(201)
  return answer.json()
}
const listed = async () => (await county().get('/api/scenarios')).json<{ scenarios: Scenario[] }>().scenarios
const json = { 'content-type': 'application/json' }

/** How many rows each table of the county holds, and of the scenarios all that is in them. */
async function all(): Promise<Anything> {
  const { query, schema } = county().database
  const tables = await query<{ name: string }>(
    `select relname as name from pg_class where relnamespace = $1::regnamespace and relkind = 'r' order by 1`,
    [schema],
  )
  const counts: Record<string, unknown> = {}
  for (const { name } of tables) counts[name] = (await query(`select count(*) as rows from "${name}"`))[0]
  return { counts, scenarios: await query('select * from scenarios order by id') }
}

beforeAll(async () => {
  await take('areas', [[box(114, 34, 114.1, 34.1), { name: '甲镇', code: '410122101' }]])
  await take('toilets', [[point(114.05, 34.05), { code: 'T1', name: '青年路公厕' }]])
})
afterEach(async () => {
  open = true
  await county().database.query('delete from scenarios')
})

describe('a scenario', () => {
  it('is kept as it was given, under an id where it is then read', async () => {
    const before = await all()
    const answer = await ask('POST', '/api/scenarios', given)
    expect(answer.statusCode, answer.body).toBe(201)
    const kept = answer.json<Scenario>()
    expect(kept).toEqual({
      id: expect.stringMatching(/^[a-z2-9]{8}$/),
      ...given,
      created: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      changed: kept.created,
    })
    // by the database's clock: near midnight the tests’ own is an hour behind
    const [now] = await county().database.query<{ ms: number }>('select extract(epoch from now()) * 1000 as ms')
    expect(Math.abs(Number(now?.ms) - Date.parse(kept.created))).toBeLessThan(60_000)
    expect(answer.headers).toMatchObject({ location: `/api/scenarios/${kept.id}`, 'cache-control': 'no-store' })
    const read = await county().get(String(answer.headers.location))
    expect(read.status).toBe(200)
    expect(read.headers['cache-control']).toBe('no-cache')
    expect(read.json()).toEqual(kept)
    expect((await all()).counts).toEqual({ ...before.counts, scenarios: { rows: 1 } })
  })

  it.each([
    '城东补三座公厕',
    `O'Brien "的" 方案\\'; drop table scenarios --`,
    '👨‍👩‍👧‍👦 三座 😀',
    '㙍村',
    '㙍'.repeat(80),
    '$1 %s {} <b>&amp;</b> null',
  ])('keeps its name: %s', async (name) => {
    const { id } = await keep({ name, note: `${name}\n第二行` })
    const read = (await county().get(`/api/scenarios/${id}`)).json()
    expect(read).toMatchObject({ name, note: `${name}\n第二行`, scene })
    expect(await listed()).toEqual([read])
  })

  it('has the spaces round its name taken off, and an empty note where none was given', async () => {
    expect(await keep({ name: ' \u3000城东  一 \t', note: undefined })).toMatchObject({ name: '城东  一', note: '' })
  })

  it('may be as long as is said', async () => {
    const long = { name: '名'.repeat(80), note: '注'.repeat(2000), scene: `?${'景'.repeat(19_999)}` }
    const { id } = await keep(long)
    expect((await county().get(`/api/scenarios/${id}`)).json()).toMatchObject(long)
  })

  it('is changed as a whole; its id and its beginning stay, and no other is touched', async () => {
    const [one, other] = [await keep(), await keep({ name: '城西' })]
    const change = { name: '城东补五座', scene: '?v=1&theme=toilets' }
    const answer = await ask('PUT', `/api/scenarios/${one.id}`, change)
    expect(answer.statusCode, answer.body).toBe(200)
    expect(answer.headers['cache-control']).toBe('no-store')
    const after = answer.json<Scenario>()
    expect(after).toEqual({ ...one, ...change, note: '', changed: after.changed })
    expect(Date.parse(after.changed)).toBeGreaterThan(Date.parse(one.changed))
    expect((await county().get(`/api/scenarios/${one.id}`)).json()).toEqual(after)
    expect((await county().get(`/api/scenarios/${other.id}`)).json()).toEqual(other)
  })

  it('is removed once, and no other with it', async () => {
    const [one, other] = [await keep(), await keep({ name: '城西' })]
    const answer = await ask('DELETE', `/api/scenarios/${one.id}`)
    expect([answer.statusCode, answer.body]).toEqual([204, ''])
    expect((await county().get(`/api/scenarios/${one.id}`)).status).toBe(404)
    expect((await ask('DELETE', `/api/scenarios/${one.id}`)).statusCode).toBe(404)
    expect(await listed()).toEqual([other])
  })

  it('is a page for people, in which nothing of it is markup', async () => {
    const { id } = await keep({ name: '<b>城东</b>' })
    const { headers, body } = await county().get(`/api/scenarios/${id}`, { accept: 'text/html' })
    expect(headers['content-type']).toBe('text/html; charset=utf-8')
    expect(body.toString()).toContain('<h1>&lt;b&gt;城东&lt;/b&gt;</h1>')
  })

  it('stays when the sample goes', async () => {
    const kept = await keep()
    const { database, catalogue } = county()
    const gone = database.transaction(async (inside) => {
      await dropSample(inside, catalogue)
      expect(await inside.query('select from areas')).toEqual([])
      throw new Error(`kept: ${JSON.stringify(await scenarioRows(inside, 5))}`)
    })
    await expect(gone).rejects.toThrow(`kept: ${JSON.stringify([kept])}`)
  })
})

describe('the list', () => {
  it('is empty at first, then has the newest change first', async () => {
    expect(await listed()).toEqual([])
    const { database } = county()
    const names = ['甲', '乙', '丙']
    for (const name of names) await keep({ name })
    // a clock that counts in milliseconds may not have moved between them
    for (const [i, name] of names.entries())
      await database.query(
        `update scenarios set created = now() - $1 * interval '1 minute', changed = now() - $1 * interval '1 minute'
         where name = $2`,
        [3 - i, name],
      )
    const before = await listed()
    expect(before.map(({ name }) => name)).toEqual(['丙', '乙', '甲'])
    await ask('PUT', `/api/scenarios/${before[1]?.id}`, { ...given, name: '乙二' })
    expect((await listed()).map(({ name }) => name)).toEqual(['乙二', '丙', '甲'])
  })

  it('names 500 at most, and a county keeps 1,000: what comes then is refused until one is removed', async () => {
    const { database } = county()
    await database.query(
      `insert into scenarios (id, name, note, scene, changed)
       select 'k' || translate(lpad(n::text, 7, '0'), '0123456789', 'abcdefghij'), n::text, '', '?', now() - n * interval '1 minute'
       from generate_series(1, 999) as n`,
    )
    let coming: ReturnType<typeof ask> | undefined
    await database.transaction(async (inside) => {
      expect(await countToAdd(inside)).toBe(999)
      // another that comes meanwhile waits, or both would be the last
      coming = ask('POST', '/api/scenarios', given)
      await Promise.race([coming, setTimeout(500)])
      await addScenario(inside, 'last2345', { name: 'last', note: '', scene })
    })
    const refused = await coming
    expect(refused?.statusCode).toBe(409)
    expect(refused?.headers['content-type']).toMatch(/^application\/problem\+json/)
    expect(refused?.json()).toMatchObject({ title: 'Conflict', detail: expect.stringMatching(/1000 .* remove one/) })
    const list = await listed()
    expect(list).toHaveLength(500)
    expect(list.slice(0, 3).map(({ name }) => name)).toEqual(['last', '1', '2'])
    // one that is there may still be changed
    expect((await ask('PUT', `/api/scenarios/${list[1]?.id}`, given)).statusCode).toBe(200)
    expect((await ask('DELETE', `/api/scenarios/${list[2]?.id}`)).statusCode).toBe(204)
    await keep()
    expect((await database.query<{ n: number }>('select count(*) as n from scenarios'))[0]?.n).toBe(1000)
  })

  it('is that of one county: another in the same database has its own', async () => {
    const kept = await keep()
    const { database, loaded, ...own } = county()
    const other = await openTestDatabase()
    await migrate(other, loaded)
    expect(await scenarioRows(other, 5)).toEqual([])
    await addScenario(other, kept.id, { name: '别县', note: '', scene: '?' })
    await other.close()
    if (database.engine === 'embedded') await database.query(`set search_path to "${database.schema}", public`)
    expect((await own.get(`/api/scenarios/${kept.id}`)).json()).toEqual(kept)
  })
})

describe('an id', () => {
  it('that is taken is not taken again, and what has it stays', async () => {
    const kept = await keep()
    expect(await addScenario(county().database, kept.id, { name: 'b', note: '', scene: '?' })).toBeUndefined()
    expect(await listed()).toEqual([kept])
  })

  it.each([
    'aaaaaaaa',
    "' or '1'='1",
    "a'; drop table scenarios; --",
    '%00',
    '%25',
    '________',
    'AAAAAAAA',
    '公厕公厕公厕公厕',
    'aaaaaaaaa',
    'a'.repeat(190),
  ])('that nothing has is 404 by every method, and nothing is changed: %s', async (id) => {
    await keep()
    const before = await all()
    const url = `/api/scenarios/${id.startsWith('%') ? id : encodeURIComponent(id)}`
    for (const method of ['GET', 'PUT', 'DELETE'] as const) {
      const answer = await ask(method, url, method === 'PUT' ? given : undefined)
      expect(answer.statusCode, `${method} ${answer.body}`).toBe(404)
      expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/)
      expect(answer.json().detail).toMatch(/^There is no scenario “/)
    }
    expect(await all()).toEqual(before)
  })
})

describe('what is no scenario is refused with a sentence, and nothing is written', () => {
  it.each([
    ['no name', { scene }, /body: must have required properties name/],
    ['an empty name', { ...given, name: '' }, /body\/name: must not have fewer than 1 characters/],
    ['a blank name', { ...given, name: ' \u3000\t' }, /^name must hold something to read\.$/],
    ['a name nobody sees', { ...given, name: '\u200b\u2060' }, /^name must hold something to read\.$/],
    ['a long name', { ...given, name: '名'.repeat(81) }, /^name must not have more than 80 characters\.$/],
    ['NUL in the name', { ...given, name: '城\u0000东' }, /^name must hold no control characters\.$/],
    ['a line in the name', { ...given, name: '城\n东' }, /^name must hold no control characters\.$/],
    ['half a sign in the name', { ...given, name: '城\ud83d' }, /^name must hold no control characters\.$/],
    ['a name that is none', { ...given, name: 7 }, /body\/name: must be string/],
    ['a long note', { ...given, note: '注'.repeat(2001) }, /body\/note: must not have more than 2000 characters/],
    ['NUL in the note', { ...given, note: 'a\u0000' }, /^note must hold no control characters but/],
    ['a note that is none', { ...given, note: null }, /body\/note: must be string/],
    ['no scene', { name: 'a' }, /body: must have required properties scene/],
    ['an empty scene', { ...given, scene: '' }, /body\/scene: must not have fewer than 1 characters/],
    ['a scene without ?', { ...given, scene: 'v=1' }, /^scene must begin with \?, as/],
    ['the address of a scene', { ...given, scene: 'https://a.example/plan?v=1' }, /^scene must begin with \?/],
    ['a long scene', { ...given, scene: `?${'a'.repeat(20_000)}` }, /body\/scene: must not have more than 20000/],
    ['NUL in the scene', { ...given, scene: '?a=\u0000' }, /^scene must hold no control characters\.$/],
    ['a property of its own', { ...given, colour: 'red' }, /unknown parameter colour/],
    ['an id of its own', { ...given, id: 'aaaaaaaa' }, /unknown parameter id/],
    ['a list', [given], /body: must be object/],
    ['a text', '"?v=1"', /body: must be object/],
    ['null', 'null', /body: must be object/],
    ['not JSON', '{"name": ', /JSON/],
    ['nothing', '', /empty/],
    ['a prototype', `{"name":"a","scene":"?","__proto__":{"id":"b"}}`, /JSON|__proto__|prototype/i],
  ])('%s', async (_, body, sentence) => {
    const kept = await keep()
    const before = await all()
    for (const [method, url] of [
      ['POST', '/api/scenarios'],
      ['PUT', `/api/scenarios/${kept.id}`],
    ] as const) {
      const answer = await ask(method, url, body, { headers: json })
      expect(answer.statusCode, answer.body).toBe(400)
      expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/)
      expect(answer.json().detail).toMatch(sentence)
    }
    expect(await all()).toEqual(before)
  })

  it.each([
    // what a page of another site may send without being asked whether it may
    ['text', 'text/plain', JSON.stringify(given), 400],
    ['a form', 'application/x-www-form-urlencoded', 'name=a&scene=%3F', 415],
    ['XML', 'application/xml', '<a/>', 415],
    ['10 MB', 'application/json', JSON.stringify({ ...given, note: 'a'.repeat(10 * 1024 ** 2) }), 413],
  ])('%s', async (_, type, body, status) => {
    const kept = await keep()
    const before = await all()
    for (const [method, url] of [
      ['POST', '/api/scenarios'],
      ['PUT', `/api/scenarios/${kept.id}`],
    ] as const) {
      const answer = await ask(method, url, body, { headers: { 'content-type': type } })
      expect(answer.statusCode, answer.body.slice(0, 300)).toBe(status)
      expect(answer.json().detail).toMatch(/\w+ \w+/)
    }
    expect(await all()).toEqual(before)
  })

  it('a body that is not sent', async () => {
    const answer = await ask('POST', '/api/scenarios')
    expect([answer.statusCode, answer.json().detail]).toEqual([400, 'body: must be object'])
    expect(await listed()).toEqual([])
  })

  it('a method that does nothing here', async () => {
    const { statusCode, headers } = await county().app.inject({ method: 'PATCH', url: '/api/scenarios/aaaaaaaa' })
    expect(statusCode).toBe(405)
    expect(headers['allow']).toBe('GET, HEAD, PUT, DELETE')
  })
})

describe('from another machine', () => {
  const far = { remoteAddress: '203.0.113.7' }
  const forwarded = { headers: { 'x-forwarded-for': '203.0.113.7' } }
  let behindProxy: Awaited<ReturnType<typeof buildApp>>
  beforeAll(async () => {
    const { database, catalogue } = county()
    behindProxy = await buildApp({
      database: () => database,
      catalogue,
      engine: database.engine,
      publicUrl: 'https://map.example',
      trustProxy: true,
      guestsMayRead: () => open,
    })
  })
  afterAll(() => behindProxy.close())

  it.each([
    ['directly', far, false],
    ['by IPv6', { remoteAddress: '2001:db8::7' }, false],
    ['through a proxy here that is not trusted', forwarded, false],
    ['with another form of that header', { headers: { forwarded: 'for=203.0.113.7' } }, false],
    ['with a header that says it is here', { ...far, headers: { 'x-forwarded-for': '127.0.0.1' } }, false],
    ['through a proxy that is trusted', forwarded, true],
  ])('%s: it is read where guests may read, and never written', async (_, how, trusted) => {
    const kept = await keep()
    const before = await all()
    const send = (method: Method, url: string, payload?: object) =>
      (trusted ? behindProxy : county().app).inject({ method, url, ...how, ...(payload && { payload }) })
    const one = `/api/scenarios/${kept.id}`
    expect((await send('GET', one)).json()).toEqual(kept)
    expect((await send('GET', '/api/scenarios')).json()).toEqual({ scenarios: [kept] })
    const writing: [Method, string, object?][] = [
      ['POST', '/api/scenarios', given],
      ['PUT', one, { ...given, name: 'other' }],
      ['DELETE', one],
      // told no more of what would be wrong than that
      ['POST', '/api/scenarios', { colour: 1 }],
      ['DELETE', '/api/scenarios/aaaaaaaa'],
    ]
    for (const [method, url, payload] of writing) {
      const answer = await send(method, url, payload)
      expect(answer.statusCode, answer.body).toBe(403)
      expect(answer.json()).toMatchObject({ title: 'Not allowed', detail: expect.stringMatching(/machine itself/) })
    }
    open = false
    for (const [method, url, payload] of [['GET', one], ['GET', '/api/scenarios'], ...writing] as typeof writing)
      expect((await send(method, url, payload)).statusCode).toBe(401)
    expect(await all()).toEqual(before)
  })

  it('this machine reads and writes though guests may not, also beside a proxy that is trusted', async () => {
    open = false
    for (const app of [county().app, behindProxy]) {
      for (const remoteAddress of ['127.0.0.1', '::1']) {
        const made = await app.inject({ method: 'POST', url: '/api/scenarios', payload: given, remoteAddress })
        expect(made.statusCode, made.body).toBe(201)
        const url = `/api/scenarios/${made.json().id}`
        expect((await app.inject({ url, remoteAddress })).json()).toEqual(made.json())
        expect((await app.inject({ method: 'DELETE', url, remoteAddress })).statusCode).toBe(204)
      }
    }
  })
})
