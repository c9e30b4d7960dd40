import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { en } from '#client/i18n/en.ts'
import { zhCN as zh } from '#client/i18n/zh-CN.ts'
import { notYet } from '#server/http/not-yet.ts'
import released from './released-migrations.json' with { type: 'json' }

const root = fileURLToPath(new URL('../..', import.meta.url))
const read = (path: string) => readFileSync(join(root, path), 'utf8')
function filesIn(folder: string, ending: RegExp): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && ending.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'))
}

/** What a file imports, as paths from the project's root, or names of packages. */
function importsOf(path: string): string[] {
  return [...read(path).matchAll(/(?:from\s+|import\s*\(?\s*)'([^']+)'/g)].map(([, name = '']) => {
    if (name.startsWith('#')) return name.slice(1)
    return name.startsWith('.')
      ? relative(root, resolve(root, dirname(path), name))
          .split(sep)
          .join('/')
      : name
  })
}

describe('the house', () => {
  it('has two wings that meet only on the ground floor', () => {
    for (const path of filesIn('client', /\.tsx?$/)) {
      for (const name of importsOf(path)) {
        expect(name, path).not.toMatch(/^(server|tests)\/|^node:/)
        if (name.startsWith('data/'))
          expect(name, path).toMatch(/^data\/(model|standards)\/|^data\/themes\/\w+\/theme\.ts$/)
      }
    }
    for (const path of filesIn('server', /\.(ts|mjs)$/)) {
      for (const name of importsOf(path)) expect(name, path).not.toMatch(/^(client|tests)\//)
    }
    for (const path of filesIn('data', /\.ts$/)) {
      for (const name of importsOf(path)) expect(name, path).not.toMatch(/^(client|server|tests)\//)
    }
  })

  it('keeps a theme’s declaration plain: it imports data/model only, and holds no SQL and no colour', () => {
    for (const path of filesIn('data/themes', /^theme\.ts$/)) {
      for (const name of importsOf(path)) expect(name, path).toMatch(/^data\/model\//)
      expect(read(path), path).not.toMatch(/\bselect\b.*\bfrom\b|#[0-9a-f]{6}\b|=>|function/i)
    }
  })

  it('keeps rooms to their kinds: SQL in queries, HTTP in routes', () => {
    const sql = /\b(select\s[\s\S]{0,200}?\sfrom\s|insert into|delete from|update \S+ set)/
    const allowed = /queries\.ts$|^server\/(database|sample)\/|collections\.ts$|county(-changes)?\.ts$|reference\.ts$/
    for (const path of filesIn('server', /\.ts$/)) {
      const text = read(path).replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '')
      if (!allowed.test(path)) expect(sql.test(text), `${path} holds SQL`).toBe(false)
      if (path.endsWith('queries.ts')) expect(importsOf(path), path).not.toContain('fastify')
    }
  })

  it('has no file that is two things', () => {
    const code = ['client', 'server', 'data', 'tests'].flatMap((folder) => filesIn(folder, /\.(tsx?|mjs)$/))
    for (const path of code) expect(read(path).split('\n').length, path).toBeLessThanOrEqual(600)
  })

  it('never changes a migration that was released', () => {
    const now = Object.fromEntries(
      filesIn('data', /^\d{3}-.*\.sql$/).map((path) => [
        path,
        createHash('sha256').update(read(path).replaceAll('\r\n', '\n')).digest('hex'),
      ]),
    )
    expect(now).toMatchObject(released)
  })
})

describe('both languages', () => {
  it('have the same keys, and a text for each', () => {
    expect(keys(en)).toEqual(keys(zh))
  })
  it('stand in i18n, and no Chinese character in a component', () => {
    for (const path of filesIn('client', /\.tsx$/).filter((p) => !p.startsWith('client/i18n/'))) {
      expect(read(path).match(/\p{Script=Han}+/u)?.[0], path).toBeUndefined()
    }
  })
})

describe('what is not built yet', () => {
  it('stands in the README, line for line', () => {
    const readme = read('README.md')
    for (const { line } of notYet) expect(readme).toContain(line)
  })
})

describe('the built client', () => {
  it('holds no SQL, no node:, no sample', () => {
    expect(existsSync(join(root, 'dist')), 'dist: build the client first (npm test does)').toBe(true)
    const scripts = filesIn('dist', /\.(js|css|html)$/)
    expect(scripts.length).toBeGreaterThan(2)
    for (const path of scripts) {
      const text = read(path)
      expect(text, path).not.toMatch(/st_asmvt|st_transform|create table|_evidence\(|["']node:[a-z]/i)
      expect(text, path).not.toMatch(/贾鲁河|官渡大街|郑庵镇/)
    }
  })
  it('fetches at most 200 kB before the first picture, beyond MapLibre, its worker and React', () => {
    const named = [...read('dist/index.html').matchAll(/(?:src|href)="\/(assets\/[^"]+\.(?:js|css))"/g)]
    const first = withImports(named.map(([, path = '']) => path))
    const beyond = first.filter((path) => !/\/(maplibre|react)-/.test(path))
    // the page, the map, and how both look
    expect(beyond.map((path) => path.replace(/-.*(?=\.)/, ''))).toEqual(
      expect.arrayContaining(['assets/index.js', 'assets/controller.js', 'assets/index.css']),
    )
    expect(first.length - beyond.length).toBe(2)
    const sent = beyond.map((path) => gzipSync(read(`dist/${path}`)).length)
    expect(sent.reduce((sum, size) => sum + size)).toBeLessThanOrEqual(200_000)
  })
  it('has the wall load nothing of the desk or of the overview’s own page', () => {
    const [wall = [], index = []] = ['wall', 'index'].map((page) =>
      [...read(`dist/${page}.html`).matchAll(/(?:src|href)="\/(assets\/[^"]+\.js)"/g)].map(([, path = '']) => path),
    )
    const first = withImports(wall)
    const own = index.find((path) => path.includes('/index-')) ?? ''
    // the pages of the desk are known by their files, as is that of the overview
    const desk = filesIn('dist/assets', /^(page|control)-.*\.js$/).map((path) => path.replace(/^dist\//, ''))
    expect([own, ...desk]).toHaveLength(4)
    for (const path of [own, ...desk]) expect(first).not.toContain(path)
    expect(first.filter((path) => path.endsWith('.js')).length).toBeGreaterThan(3)
  })
  it('names no other host to load anything from', () => {
    for (const path of filesIn('dist', /\.(html|css)$/))
      expect(read(path), path).not.toMatch(/(src|href)="https?:|url\(["']?https?:/)
  })
})

/** Built files with all that they import before they run. */
function withImports(paths: string[], known = new Set<string>()): string[] {
  for (const path of paths) {
    if (known.has(path)) continue
    known.add(path)
    const imported = [...read(`dist/${path}`).matchAll(/(?:from|import)\s*["']\.\/([^"']+\.js)["']/g)]
    if (path.endsWith('.js'))
      withImports(
        imported.map(([, name]) => `assets/${name}`),
        known,
      )
  }
  return [...known]
}

function keys(texts: object, prefix = ''): string[] {
  return Object.entries(texts)
    .flatMap(([key, value]) => (typeof value === 'object' ? keys(value, `${prefix}${key}.`) : [`${prefix}${key}`]))
    .sort()
}
