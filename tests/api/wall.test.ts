import { afterEach, describe, expect, it } from 'vitest'
import type { Display, Displays } from '#data/model/display.ts'
import { turnAt } from '#data/model/programme.ts'
import { writeDown } from '#server/wall/queries.ts'
import { ScreenBook } from '#server/wall/screen-book.ts'
import { countyOfFile, sampleCounty } from './county.ts'

describe('the display of the sample', () => {
  const county = sampleCounty()

  it('shows each theme that promises something in its turn, at any time, for at most 20 s', async () => {
    const asked = Date.now()
    const { status, headers, json } = await county().get('/api/displays/demo')
    expect(status).toBe(200)
    expect(headers['cache-control']).toBe('no-store')
    const { id, profile, programme, now } = json<Display>()
    expect({ id, profile }).toEqual({ id: 'demo', profile: { skin: 'ink', lang: 'zh-CN' } })
    const scenes = programme.flatMap(({ turns }) => turns.map(({ scene }) => scene))
    expect(scenes).toEqual(['roads', 'toilets', 'water', 'sorting'].map((theme) => `?v=1&theme=${theme}`))
    expect(programme.flatMap(({ turns }) => turns).every(({ seconds }) => seconds <= 20)).toBe(true)
    expect(Date.parse(now)).toBeGreaterThanOrEqual(asked)
    for (let hour = 0; hour < 24 * 7; hour++) {
      expect(turnAt(programme, Date.parse(now) + hour * 3_600_000).turn).not.toBeNull()
    }
  })

  it('is the only one: another is said not to be there, and what is no name is refused', async () => {
    const other = await county().get('/api/displays/hall')
    expect(other).toMatchObject({ status: 404 })
    expect(other.json()).toMatchObject({ detail: 'There is no display “hall”. Known: demo.' })
    expect((await county().get('/api/displays/-%E5%B1%8F')).status).toBe(400)
  })
})

describe('a display', () => {
  let open = true
  const county = countyOfFile({ guestsMayRead: () => open })
  const turns = [{ scene: '?v=1&theme=toilets', seconds: 20 }]
  const slot = { days: [1, 2, 3, 4, 5], from: '08:00', to: '24:00', turns }
  const given = { title: ' 一楼大厅 ', profile: { skin: 'ink', lang: 'zh-CN' }, programme: [slot] }
  const told = {
    screen: 'k7mw2xqd',
    build: 'wall-1',
    scene: '0.0',
    state: 'live',
    width: 3840,
    height: 2160,
    errors: ['Ein Fehler'],
  }
  const elsewhere = { remoteAddress: '192.168.1.7' }
  const ask = (method: 'PUT' | 'DELETE' | 'POST' | 'GET', path: string, payload?: object, more: object = {}) =>
    county().app.inject({ method, url: `/api/displays${path}`, ...(payload ? { payload } : {}), ...more })
  const all = async () => (await ask('GET', '')).json<Displays>()
  afterEach(async () => {
    open = true
    for (const { id } of (await all()).displays) await ask('DELETE', `/${id}`)
  })

  it('is put up, changed, listed and taken down', async () => {
    const put = await ask('PUT', '/hall-1', given)
    expect(put.statusCode, put.body).toBe(200)
    expect(put.json()).toMatchObject({ id: 'hall-1', ...given, title: '一楼大厅', screens: [] })
    const { now, build, control, ...display } = (await ask('GET', '/hall-1')).json<Display>()
    expect(display).toEqual({ id: 'hall-1', ...given, title: '一楼大厅' })
    expect(control).toBeNull()
    expect(Math.abs(Date.now() - Date.parse(now))).toBeLessThan(5_000)
    expect(build === null || typeof build === 'string').toBe(true)
    await ask('PUT', '/hall-1', { ...given, programme: [] })
    const { displays } = await all()
    expect(displays).toMatchObject([{ id: 'hall-1', programme: [], screens: [] }])
    expect(Date.parse(displays[0]?.changed ?? '')).toBeGreaterThan(Date.parse(put.json().changed))
    expect((await ask('DELETE', '/hall-1')).statusCode).toBe(204)
    expect((await ask('DELETE', '/hall-1')).statusCode).toBe(404)
    expect((await ask('GET', '/hall-1')).json().detail).toBe('There is no display “hall-1”.')
  })

  it.each([
    ['no name', '/-hall', given, 'params/display'],
    ['nothing to read for a title', '/hall', { ...given, title: ' \u200b' }, 'body/title'],
    ['a title of many lines', '/hall', { ...given, title: 'a\nb' }, 'body/title'],
    ['no fit', '/hall', { ...given, profile: { ...given.profile, fit: 'round' } }, 'body/profile/fit'],
    ['too wide a stretch', '/hall', { ...given, profile: { ...given.profile, stretch: 9 } }, 'body/profile/stretch'],
    ['no skin', '/hall', { ...given, profile: { skin: 'gold', lang: 'en' } }, 'body/profile/skin'],
    [
      'a slot over midnight',
      '/hall',
      { ...given, programme: [{ ...slot, from: '22:00', to: '06:00' }] },
      'body/programme/0/to',
    ],
    [
      'a slot of no length',
      '/hall',
      { ...given, programme: [{ ...slot, from: '08:00', to: '08:00' }] },
      'body/programme/0/to',
    ],
    ['a day that is none', '/hall', { ...given, programme: [{ ...slot, days: [8] }] }, 'body/programme/0/days/0'],
    ['no day', '/hall', { ...given, programme: [{ ...slot, days: [] }] }, 'body/programme/0/days'],
    ['no scene', '/hall', { ...given, programme: [{ ...slot, turns: [] }] }, 'body/programme/0/turns'],
    [
      'a scene that is none',
      '/hall',
      { ...given, programme: [{ ...slot, turns: [{ scene: '/plan', seconds: 20 }] }] },
      'body/programme/0/turns/0/scene',
    ],
    [
      'a scene of a moment',
      '/hall',
      { ...given, programme: [{ ...slot, turns: [{ scene: '?v=1', seconds: 1 }] }] },
      'body/programme/0/turns/0/seconds',
    ],
    ['what nobody asked for', '/hall', { ...given, colour: 'red' }, 'body'],
  ])('is not put up with %s', async (_what, path, body, at) => {
    const answer = await ask('PUT', path, body)
    expect(answer.statusCode, answer.body).toBe(400)
    expect(answer.json().errors.map((one: { at: string }) => one.at)).toContain(at)
    expect((await all()).displays).toEqual([])
  })

  it('is arranged on the machine itself alone, and read by whoever may read', async () => {
    expect((await ask('PUT', '/hall', given, elsewhere)).statusCode).toBe(403)
    await ask('PUT', '/hall', given)
    expect((await ask('DELETE', '/hall', undefined, elsewhere)).statusCode).toBe(403)
    expect((await ask('GET', '/hall', undefined, elsewhere)).statusCode).toBe(200)
    open = false
    expect((await ask('GET', '/hall', undefined, elsewhere)).statusCode).toBe(401)
    expect((await ask('POST', '/hall/screens', told, elsewhere)).statusCode).toBe(401)
    expect((await ask('GET', '/hall')).statusCode).toBe(200)
  })

  it('knows of each screen how it last was, the last heard of first', async () => {
    await ask('PUT', '/hall', given)
    for (const one of [told, { ...told, screen: 'aaaaaaaa', errors: [] }, { ...told, scene: '0.1', width: 1080 }]) {
      const answer = await ask('POST', '/hall/screens', one, elsewhere)
      expect(answer.statusCode, answer.body).toBe(204)
    }
    const [display] = (await all()).displays
    expect(display?.screens).toEqual([
      { ...told, scene: '0.1', width: 1080, heard: expect.any(String) },
      { ...told, screen: 'aaaaaaaa', errors: [], heard: expect.any(String) },
    ])
    // after it was changed it is on the same screens
    const again = await ask('PUT', '/hall', { ...given, title: '大厅' })
    expect(again.json().screens).toHaveLength(2)
    await ask('DELETE', '/hall')
    await ask('PUT', '/hall', given)
    expect((await all()).displays[0]?.screens).toEqual([])
  })

  it('hears no screen of a display that is none, nor one that tells what cannot be', async () => {
    expect((await ask('POST', '/hall/screens', told)).statusCode).toBe(404)
    await ask('PUT', '/hall', given)
    for (const wrong of [
      { screen: 'A B' },
      { state: 'well' },
      { width: -1 },
      { errors: Array(11).fill('') },
      { errors: ['x'.repeat(301)] },
      { more: 1 },
    ]) {
      const answer = await ask('POST', '/hall/screens', { ...told, ...wrong })
      expect(answer.statusCode, JSON.stringify(wrong)).toBe(400)
    }
  })

  it('is known of across a restart and beside another server, fifty screens of it, and none for longer than a month', async () => {
    await ask('PUT', '/hall', given)
    const before = Date.now() - 60_000
    const all = Array.from({ length: 53 }, (_, n) => ({
      display: 'hall',
      told: { ...told, state: 'live' as const, screen: `screen${n + 10}` },
      heard: new Date(before + n),
    }))
    const book = new ScreenBook(() => county().database)
    const screens = async () => (await book.screens(county().database)).get('hall') ?? []
    await writeDown(county().database, all)
    expect(await screens()).toHaveLength(50)
    expect((await screens()).map(({ screen }) => screen)).not.toContain('screen12')
    const newest = { ...told, state: 'stale' as const, screen: 'screen20' }
    book.hear('hall', newest)
    expect(await screens()).toHaveLength(50)
    expect((await screens())[0]).toMatchObject(newest)
    const other = new ScreenBook(() => county().database)
    const there = async () => (await other.screens(county().database)).get('hall')?.[0]
    expect(await there()).toMatchObject({ screen: 'screen62' })
    await book.write()
    expect(await there()).toMatchObject(newest)
    // what was told earlier is not written over what was told later
    await writeDown(county().database, all)
    expect(await there()).toMatchObject(newest)

    await county().database.query(`update screens set heard = heard - interval '31 days'`)
    expect(await screens()).toEqual([])
    book.hear('hall', newest)
    await book.write()
    const [row] = await county().database.query<{ count: number }>('select count(*)::integer as count from screens')
    expect(row?.count).toBe(1)
  })

  it('has all its screens written down, whatever one of them tells', async () => {
    const book = new ScreenBook(() => county().database)
    const state = 'live' as const
    book.hear('hall', { ...told, state, errors: ['a\u0000b', '\ud83d'], build: '\u0000' })
    book.hear('hall', { ...told, state, screen: 'aaaaaaaa' })
    await book.write()
    const other = new ScreenBook(() => county().database)
    const screens = (await other.screens(county().database)).get('hall') ?? []
    expect(screens.map(({ screen }) => screen).sort()).toEqual(['aaaaaaaa', 'k7mw2xqd'])
    expect(screens.find(({ screen }) => screen === 'k7mw2xqd')?.errors).toEqual(['a b', ' '])
    await county().database.query('delete from screens')
  })

  it('has no figure worked out anew for a word of its screens', async () => {
    await ask('PUT', '/hall', given)
    const snapshot = async () => county().database.query('select pg_current_snapshot()::text as snapshot')
    const before = await snapshot()
    expect((await ask('POST', '/hall/screens', told)).statusCode).toBe(204)
    expect((await all()).displays[0]?.screens).toHaveLength(1)
    expect(await snapshot()).toEqual(before)
  })

  const steer = (turn: number, stays: boolean, more: object = {}) => ask('PUT', '/hall/control', { turn, stays }, more)
  const control = async () => (await ask('GET', '/hall')).json<Display>().control
  const allDay = { ...slot, days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', turns: [...turns, ...turns, ...turns] }

  it('is put to a turn by hand, stays or goes on, and is let go', async () => {
    await ask('PUT', '/hall', { ...given, programme: [allDay] })
    expect(await control()).toBeNull()
    const before = Date.now()
    const put = await steer(2, true)
    expect(put.statusCode, put.body).toBe(200)
    expect(put.json()).toEqual({ slot: 0, turn: 2, stays: true, since: expect.any(String) })
    expect(Math.abs(Date.parse(put.json().since) - before)).toBeLessThan(5_000)
    expect(await control()).toEqual(put.json())
    await steer(0, false)
    expect(await control()).toMatchObject({ turn: 0, stays: false })
    // a turn goes by its place: of another programme it is another
    await ask('PUT', '/hall', { ...given, title: '大厅', programme: [allDay] })
    expect(await control()).toMatchObject({ turn: 0 })
    await ask('PUT', '/hall', { ...given, programme: [allDay, slot] })
    expect(await control()).toBeNull()
    expect((await ask('DELETE', '/hall/control')).statusCode).toBe(204)
    expect(await control()).toBeNull()
    // what was done by hand is gone with the display
    await steer(1, true)
    await ask('DELETE', '/hall')
    await ask('PUT', '/hall', { ...given, programme: [allDay] })
    expect(await control()).toBeNull()
  })

  it('is put to no turn it has not, nor while it rests', async () => {
    await ask('PUT', '/hall', { ...given, programme: [allDay] })
    expect((await steer(3, true)).json()).toMatchObject({ status: 400, errors: [{ at: 'body/turn' }] })
    expect((await ask('PUT', '/hall/control', { turn: -1, stays: true })).statusCode).toBe(400)
    expect((await ask('PUT', '/other/control', { turn: 0, stays: true })).statusCode).toBe(404)
    await ask('PUT', '/hall', { ...given, programme: [] })
    expect((await steer(0, true)).statusCode).toBe(409)
  })

  it('is steered from elsewhere with its token alone, which only the machine itself is told', async () => {
    await ask('PUT', '/hall', { ...given, programme: [allDay] })
    await ask('PUT', '/other', { ...given, programme: [allDay] })
    const { displays } = await all()
    const tokens = displays.map(({ token }) => token ?? '')
    expect(new Set(tokens).size).toBe(2)
    for (const token of tokens) expect(token).toMatch(/^[0-9a-f]{32}$/)
    const there = await ask('GET', '', undefined, elsewhere)
    expect(there.json<Displays>().displays.map(({ token }) => token)).toEqual([null, null])
    expect((await ask('GET', '/hall', undefined, elsewhere)).body).not.toContain(tokens[0])
    const bearing = (token: string) => ({ ...elsewhere, headers: { authorization: `Bearer ${token}` } })
    expect((await steer(1, true, elsewhere)).statusCode).toBe(403)
    expect((await steer(1, true, bearing(tokens[1] ?? ''))).statusCode).toBe(403)
    expect((await steer(1, true, bearing('x'))).statusCode).toBe(403)
    expect((await steer(1, true, bearing(tokens[0] ?? ''))).statusCode).toBe(200)
    expect((await ask('DELETE', '/hall/control', undefined, elsewhere)).statusCode).toBe(403)
    expect((await ask('DELETE', '/hall/control', undefined, bearing(tokens[0] ?? ''))).statusCode).toBe(204)
    // it stays the same while the display is arranged anew
    await ask('PUT', '/hall', given)
    expect((await all()).displays[0]?.token).toBe(tokens[0])
  })
})

describe('a county of its own', () => {
  const county = countyOfFile()

  it('has no display that only comes with the sample', async () => {
    expect((await county().get('/api/displays/demo')).status).toBe(404)
  })
})
