import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import subsetFont from 'subset-font'
import type { Plugin } from 'vite'

const root = fileURLToPath(new URL('../../', import.meta.url))
const imported = '@fontsource-variable/noto-sans-sc/wght.css'
const sheet = createRequire(import.meta.url).resolve(imported)
/** What is changed with how the parts are made, so that those made before are not taken for them. */
const version = 1

/**
 * The page's face in two halves: of each of its parts, the characters of the product's own words, and of the names it
 * opens with in 中牟, are in a small file, and all others, of which names may need some, in the part as it comes. What a page opens with is then a tenth
 * as large.
 */
export function wordsFace(): Plugin {
  let made: Promise<string> | undefined
  return {
    name: 'words-face',
    // before the packages are looked through, where the sheet would be found as it comes
    enforce: 'pre',
    resolveId(id) {
      if (id !== imported) return null
      made ??= makeSheet()
      return made
    },
  }
}

/** @returns where the style sheet lies, made before where nothing has changed since */
export async function makeSheet(): Promise<string> {
  const texts = written().map((file) => readFileSync(join(root, file), 'utf8'))
  // latin letters are another face's
  const words = [...new Set(texts.join(''))].filter((one) => one > '\u2000').sort()
  const css = readFileSync(sheet, 'utf8')
  const hash = createHash('sha256')
    .update(JSON.stringify([version, words, css]))
    .digest('hex')
    .slice(0, 16)
  const folder = join(root, 'node_modules', '.words-face', hash)
  const file = join(folder, 'words-face.css')
  if (existsSync(file)) return file
  const making = `${folder}.${process.pid}`
  mkdirSync(making, { recursive: true })
  const faces = css.match(/@font-face \{[^}]*\}/g) ?? []
  const halves = await Promise.all(faces.map((face) => halved(face, words, making)))
  writeFileSync(join(making, 'words-face.css'), halves.join('\n'))
  rmSync(folder, { recursive: true, force: true })
  renameSync(making, folder)
  return file
}

/** Where the words stand: the page's, those by which themes call what is theirs, and the units of the county it began with. */
function written(): string[] {
  const themes = readdirSync(join(root, 'data/themes')).map((id) => `data/themes/${id}/theme.ts`)
  return ['client/i18n/zh-CN.ts', 'client/i18n/zh-CN-displays.ts', 'data/sample/towns.json', ...themes]
}

/** A part as it comes, without the words that are in it; and these. No character is in both. */
async function halved(face: string, words: readonly string[], folder: string): Promise<string> {
  const name = /url\(\.\/files\/([^)]+)\)/.exec(face)?.[1] ?? ''
  const range = /unicode-range: ([^;]+);/.exec(face)?.[1] ?? ''
  const part = join(dirname(sheet), 'files', name)
  const spans = range.split(',').map(spanOf)
  const here = words.map((one) => one.codePointAt(0) ?? 0).filter((code) => spans.some((span) => holds(span, code)))
  const withFile = (one: string, file: string, ranges: string) =>
    one.replace(/url\([^)]+\)/, `url(${file})`).replace(/unicode-range: [^;]+;/, `unicode-range: ${ranges};`)
  const address = relative(folder, part).replaceAll('\\', '/')
  if (here.length === 0) return withFile(face, address, range)
  const small = await subsetFont(readFileSync(part), String.fromCodePoint(...here), { targetFormat: 'woff2' })
  writeFileSync(join(folder, `words-${name}`), small)
  const others = here.reduce<Span[]>((left, code) => left.flatMap((span) => without(span, code)), spans)
  return [
    ...(others.length > 0 ? [withFile(face, address, others.map(inHex).join(','))] : []),
    withFile(face, `./words-${name}`, here.map((code) => inHex([code, code])).join(',')),
  ].join('\n')
}

type Span = readonly [first: number, last: number]

function spanOf(text: string): Span {
  const [first = '', last = first] = text.trim().replace(/^U\+/i, '').split('-')
  return [Number.parseInt(first, 16), Number.parseInt(last, 16)]
}

function holds([first, last]: Span, code: number): boolean {
  return first <= code && code <= last
}

function without(span: Span, code: number): Span[] {
  if (!holds(span, code)) return [span]
  const [first, last] = span
  const both: Span[] = [
    [first, code - 1],
    [code + 1, last],
  ]
  return both.filter(([from, to]) => from <= to)
}

function inHex([first, last]: Span): string {
  const hex = (code: number) => code.toString(16)
  return first === last ? `U+${hex(first)}` : `U+${hex(first)}-${hex(last)}`
}
