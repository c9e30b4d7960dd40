import { readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { makeSheet } from '#server/setup/words-face.ts'
import { files, noFiles } from '../files.ts'
import { charactersOf } from '../woff2.ts'
import { county, rows } from './sample-rows.ts'

const sheet = await makeSheet()
const css = readFileSync(sheet, 'utf8')
const parts = [...css.matchAll(/url\(([^)]+)\)[^;]*;\s*unicode-range: ([^;]+);/g)].map(
  ([, path = '', ranges = '']) => ({ path, ranges: ranges.split(',').map(range) }),
)
const held = new Map<string, Set<number>>()

/** The part that claims a character; the last is the one asked. */
function partOf(character: string) {
  const code = character.codePointAt(0) ?? 0
  return parts.findLast(({ ranges }) => ranges.some(([first, last]) => first <= code && code <= last))
}

/** Whether the page ships a glyph for a character, in the file in which the browser will look for it. */
function isShipped(character: string): boolean {
  const code = character.codePointAt(0) ?? 0
  const part = partOf(character)
  if (!part) return false
  const characters = held.get(part.path) ?? charactersOf(readFileSync(join(dirname(sheet), part.path)))
  held.set(part.path, characters)
  return characters.has(code)
}

function range(text: string): [number, number] {
  const [first = '', last = first] = text.trim().replace(/^U\+/i, '').split('-')
  return [Number.parseInt(first, 16), Number.parseInt(last, 16)]
}

/** The characters of these texts of which the page has no glyph. */
function missing(texts: Iterable<string>): string[] {
  const characters = new Set([...texts].flatMap((text) => [...text]).filter((one) => !/\s/u.test(one)))
  return [...characters].filter((one) => !isShipped(one))
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : []
}

describe('the face the page ships', () => {
  it('is read part by part', () => {
    expect(parts.length).toBeGreaterThan(90)
    expect(missing(['绣城 Xiucheng 0.5 km²'])).toEqual([])
  })

  it('has no Chinese character in two parts, of which the map would fetch both', () => {
    const chinese = parts.flatMap(({ ranges }) => ranges).filter(([first]) => first >= 0x2e80 && first < 0xfe00)
    const spans = chinese.sort(([a], [b]) => a - b)
    for (const [index, [first]] of spans.entries()) expect(first).toBeGreaterThan(spans[index - 1]?.[1] ?? -1)
  })

  it('has the page’s own words and the units’ names in small files', async () => {
    const { zhCN } = await import('#client/i18n/zh-CN.ts')
    const units = county.areas.filter(({ level }) => level === 'township').map(({ name }) => name)
    const words = [...new Set([...textsIn(zhCN), ...units].join(''))].filter((one) => one > '\u2000')
    const asked = new Set(words.map((one) => partOf(one)?.path ?? ''))
    const bytes = [...asked].map((path) => statSync(join(dirname(sheet), path)).size)
    expect([...asked].filter((path) => !path.startsWith('./words-'))).toEqual([])
    expect(bytes.reduce((all, size) => all + size, 0)).toBeLessThan(300_000)
  })

  it('has no glyph for what no one writes, so that a miss would be seen', () => {
    expect(missing(['\u{10fffd}', '\u{2a6df}'])).toHaveLength(2)
  })

  it('has every character of the sample: areas, roads, waters, toilets, compounds, people', () => {
    const texts = [...textsIn(county.areas.map(({ name }) => name)), ...textsIn(rows)]
    expect(texts.length).toBeGreaterThan(10_000)
    expect(missing(texts)).toEqual([])
  })

  it('has every character of the page’s own words', async () => {
    const { zhCN } = await import('#client/i18n/zh-CN.ts')
    const { en } = await import('#client/i18n/en.ts')
    expect(missing([...textsIn(zhCN), ...textsIn(en)])).toEqual([])
  })

  it.skipIf(noFiles)('has every character of the real county’s units and its neighbours', () => {
    const texts = [files.towns, files.neighbours].flatMap((path) => {
      const { features } = JSON.parse(readFileSync(path, 'utf8')) as { features: { properties: object }[] }
      return textsIn(features.map(({ properties }) => properties))
    })
    expect(texts.length).toBeGreaterThan(24)
    expect(missing(texts)).toEqual([])
  })
})
