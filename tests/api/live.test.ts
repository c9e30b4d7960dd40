import { afterEach, describe, expect, it } from 'vitest'
import { countyOfFile } from './county.ts'
import { handMade, point } from './hand-made.ts'

let open = true
const county = countyOfFile({ guestsMayRead: () => open })
const { take } = handMade(county)
const given = { title: '大厅', profile: { skin: 'ink', lang: 'zh-CN' }, programme: [] }
const hung: (() => void)[] = []

/** Listens as a page does, and keeps what it hears: the kind, what of, and the id. */
async function listen(last?: string) {
  const leaving = new AbortController()
  hung.push(() => leaving.abort())
  const response = await fetch(`${await county().address()}/api/live`, {
    headers: last === undefined ? {} : { 'last-event-id': last },
    signal: leaving.signal,
  })
  const heard: { kind: string; data: string; id: string }[] = []
  const done = (async () => {
    let text = ''
    const decoder = new TextDecoder()
    for await (const part of response.body ?? []) {
      text += decoder.decode(part, { stream: true })
      const events = text.split('\n\n')
      text = events.pop() ?? ''
      for (const event of events) {
        const [, id = '', kind = '', data = ''] = /^id: (.*)\nevent: (.*)\ndata: ?(.*)$/.exec(event) ?? []
        if (kind) heard.push({ id, kind, data })
      }
    }
  })()
  done.catch(() => {})
  return {
    response,
    heard,
    told: () => heard.map(({ kind, data }) => `${kind} ${data}`.trim()),
    done,
    leave: () => leaving.abort(),
  }
}
const put = (id: string) => county().app.inject({ method: 'PUT', url: `/api/displays/${id}`, payload: given })
afterEach(() => {
  open = true
  for (const leave of hung.splice(0)) leave()
})

describe('live changes', () => {
  it('are told as they happen: data that is taken in, a setting, a display, and nothing but what was committed', async () => {
    const { response, told } = await listen()
    expect(response.headers.get('content-type')).toBe('text/event-stream')
    expect(response.headers.get('cache-control')).toBe('no-store')
    expect(response.headers.get('x-content-type-options')).toBe('nosniff')
    await take('toilets', [[point(114.05, 34.05), { code: 'T1', name: '青年路公厕' }]])
    await expect.poll(told).toEqual(['data'])
    await put('hall')
    await expect.poll(told).toEqual(['data', 'display hall'])
    await county().app.inject({ method: 'DELETE', url: '/api/displays/hall' })
    await expect.poll(told).toHaveLength(3)
    await expect(
      county().database.transaction(async (inside) => {
        await inside.query(`insert into displays (id, title, profile, programme) values ('lost', 'x', '{}', '[]')`)
        throw new Error('thought better of it')
      }),
    ).rejects.toThrow('thought better of it')
    await county().app.inject({ method: 'PUT', url: '/api/settings/walking_leg', payload: { value: 50 } })
    await expect.poll(told).toEqual(['data', 'display hall', 'display hall', 'data'])
  })

  it('go on after what was heard last, and say so where some may have been missed', async () => {
    const first = await listen()
    await put('one')
    await expect.poll(first.told).toEqual(['display one'])
    first.leave()
    await put('two')
    await put('three')
    const all = await listen()
    const again = await listen(first.heard[0]?.id)
    await expect.poll(again.told).toEqual(['display two', 'display three'])
    await put('four')
    await expect.poll(again.told).toEqual(['display two', 'display three', 'display four'])
    // who hears for the first time has missed nothing
    expect(all.told()).toEqual(['display four'])
    for (const last of ['ffffffff-1', '', 'what', `${first.heard[0]?.id}99`]) {
      const stranger = await listen(last)
      await expect.poll(stranger.told, { message: last }).toEqual(['missed'])
      const { id = '' } = stranger.heard[0] ?? {}
      await put('five')
      const after = await listen(id)
      await expect.poll(() => after.told().at(-1)).toBe('display five')
      expect(after.told()).not.toContain('missed')
    }
  })

  it('are missed by nobody who was cut off before the first of them', async () => {
    const leaving = new AbortController()
    const response = await fetch(`${await county().address()}/api/live`, { signal: leaving.signal })
    const { value } = (await response.body?.getReader().read()) ?? {}
    leaving.abort()
    const [, id] = /^id: (\S+)$/m.exec(new TextDecoder().decode(value)) ?? []
    await put('meanwhile')
    const again = await listen(id)
    await expect.poll(again.told).toEqual(['display meanwhile'])
  })

  it('have no head to be asked for alone', async () => {
    expect((await county().app.inject({ method: 'HEAD', url: '/api/live' })).statusCode).toBeGreaterThanOrEqual(400)
  })

  it('are for those who may read', async () => {
    open = false
    const answer = await county().app.inject({ url: '/api/live', remoteAddress: '192.168.1.7' })
    expect(answer.statusCode).toBe(401)
  })

  it('reach five hundred at once, and end with the server', async () => {
    const all = await Promise.all(Array.from({ length: 500 }, () => listen()))
    await put('hall')
    await expect
      .poll(() => all.filter(({ heard }) => heard.some(({ data }) => data === 'hall')).length, { timeout: 2_000 })
      .toBe(500)
    await county().app.close()
    await Promise.all(all.map(({ done }) => done))
  })
})
