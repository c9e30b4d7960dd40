import { beforeAll, describe, expect, it } from 'vitest'
import { rename, sampleCounty } from './county.ts'

// Every address that answers in JSON answers people too.
const county = sampleCounty()
const browser = { accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8' }
const page = async (url: string, headers: Record<string, string> = browser) => {
  const reply = await county().get(url, headers)
  return { ...reply, type: String(reply.headers['content-type']), text: reply.body.toString() }
}

let fid = 0
beforeAll(async () => {
  const { features } = (await county().get('/api/collections/toilets/items?limit=1')).json()
  fid = features[0].id
})

describe('an address of the API', () => {
  it.each([
    '/api',
    '/api/conformance',
    '/api/collections',
    '/api/collections/toilets',
    '/api/collections/toilets/queryables',
    '/api/collections/toilets/schema',
    '/api/collections/toilets/items',
    '/api/collections/toilets/tiles/WebMercatorQuad',
    '/api/indicators',
    '/api/indicators/toilet_density?level=township',
    '/api/indicators/toilet_density/evidence',
    '/api/settings',
    '/api/targets',
    '/api/themes',
    '/api/health',
  ])('%s is a page for a browser, and JSON for all others', async (url) => {
    const seen = await page(url)
    expect([seen.status, seen.type]).toEqual([200, 'text/html; charset=utf-8'])
    expect(seen.text).toMatch(/^<!doctype html>[\s\S]*<h1>[^<]+<\/h1>[\s\S]*<\/html>\n$/)
    expect(seen.text).not.toMatch(/<script|undefined|\[object Object\]|\bon\w+=/)
    expect(seen.headers['vary']).toMatch(/accept/)
    for (const accept of ['*/*', 'application/json', 'application/geo+json, application/json']) {
      const told = await page(url, { accept })
      expect(told.type).toMatch(/^application\/(geo\+|schema\+)?json/)
      expect(told.headers['vary']).toMatch(/accept/)
    }
  })

  it('is what f asks for, whatever else is said', async () => {
    expect((await page('/api/collections?f=html', { accept: 'application/json' })).type).toMatch(/html/)
    expect((await page('/api/collections?f=json')).type).toMatch(/json/)
    expect((await page('/api/collections/toilets/items?f=geojson')).type).toMatch(/geo\+json/)
    expect((await page('/api/collections?f=pdf')).status).toBe(400)
  })

  it('leads on by its links, and back', async () => {
    const items = await page('/api/collections/toilets/items?limit=3&state=open')
    expect(items.text).toContain(`href="/api/collections/toilets/items/${fid}"`)
    expect(items.text).toMatch(/<a href="[^"]*limit=3[^"]*after=\d+[^"]*">下一页<\/a>/)
    expect(items.text).toContain('<a href="/api/collections/toilets">toilets</a>')
    expect(items.text).toContain('<th>公厕名称</th>')
    expect(items.text).toMatch(/<svg[^>]*>(<path class="dot" d="M[\d. ]+h0"\/>){3}<\/svg>/)
    expect((await page('/api')).text).toMatch(/\/api\/docs">文档与试用</)
  })

  it('tells one thing in words, in the language asked for', async () => {
    const zh = await page(`/api/collections/toilets/items/${fid}?lang=zh`)
    expect(zh.text).toMatch(/<html lang="zh-CN">[\s\S]*<dt>状态<\/dt><dd>开放<\/dd>/)
    const en = await page(`/api/collections/toilets/items/${fid}?lang=en`)
    expect(en.text).toMatch(/<html lang="en">[\s\S]*<dt>State<\/dt><dd>open<\/dd>/)
  })

  it('says what is wrong as a page too, with the same status', async () => {
    const gone = await page('/api/collections/nothing')
    expect([gone.status, gone.type]).toEqual([404, 'text/html; charset=utf-8'])
    expect(gone.text).toContain('There is no collection “nothing”')
    const outside = await page('/api/collections/toilets/tiles/WebMercatorQuad/23/0/0')
    expect([outside.status, outside.type]).toEqual([404, 'text/html; charset=utf-8'])
    const attack = await page('/api/collections/%3Cscript%3Ealert(1)%3C%2Fscript%3E')
    expect(attack.status).toBe(404)
    expect(attack.text).not.toContain('<script')
  })

  it.each([
    ['GET', '/api'],
    ['GET', '/api/collections/nothing'],
    ['GET', '/api/nothing'],
    ['GET', '/nothing'],
    ['POST', '/api/collections'],
    ['POST', '/api/collections/toilets/tiles/WebMercatorQuad/0/0/0'],
  ] as const)('%s %s tells the browser what its page may do', async (method, url) => {
    const { headers } = await county().app.inject({ method, url, headers: browser })
    expect(headers['content-security-policy']).toMatch(/default-src 'self'/)
    expect(headers['x-content-type-options']).toBe('nosniff')
  })

  it('leaves what is not an answer in JSON alone', async () => {
    expect((await page('/api/openapi.json')).type).toMatch(/openapi\+json/)
    expect((await page('/api/docs')).text).toContain('swagger-ui')
  })
})

describe('names out of files', () => {
  it('are shown as they are and never become markup', async () => {
    const name = `<img src=x onerror="alert(1)">'&㙍🚻`
    await rename(county(), 'toilets', fid, name)
    const { text } = await page(`/api/collections/toilets/items/${fid}`)
    expect(text).not.toContain('<img')
    expect(text).toContain('&lt;img src=x onerror=&quot;alert(1)&quot;&gt;&#39;&amp;㙍🚻')
  })
})
