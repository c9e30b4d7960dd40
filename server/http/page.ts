import type { Feature } from 'geojson'
import type { Collection, Property } from '#data/model/theme.ts'
import { type Language, withUnit } from '#data/model/words.ts'
import { sketch } from './sketch.ts'

/** What a page is made from besides the answer itself. */
export interface Seen {
  /** The path that was asked for, without the query. */
  path: string
  language: Language
  /** The same address in another form or language. */
  addressWith: (parameter: 'f' | 'lang', value: string) => string
  /** What the answer's things are. */
  collection: Collection | undefined
}

type Json = null | boolean | number | string | Json[] | { [key: string]: Json }
type Thing = { [key: string]: Json }

const rels: Record<string, { zh: string; en: string }> = {
  next: { zh: '下一页', en: 'next page' },
  items: { zh: '要素', en: 'items' },
  collection: { zh: '所属集合', en: 'collection' },
  'version-history': { zh: '历史', en: 'history' },
  'latest-version': { zh: '现在的样子', en: 'as it is now' },
  data: { zh: '全部集合', en: 'collections' },
  conformance: { zh: '符合的标准', en: 'conformance' },
  'service-doc': { zh: '文档与试用', en: 'documentation, to try out' },
  'service-desc': { zh: 'OpenAPI 描述', en: 'OpenAPI description' },
  describedby: { zh: '结构', en: 'schema' },
  'http://www.opengis.net/def/rel/ogc/1.0/queryables': { zh: '可过滤的属性', en: 'queryables' },
  'http://www.opengis.net/def/rel/ogc/1.0/tilesets-vector': { zh: '矢量瓦片', en: 'vector tiles' },
}

const standard: Record<string, { zh: string; en: string }> = {
  valid: { zh: '有效期', en: 'valid' },
  source: { zh: '来源', en: 'source' },
}

/**
 * An answer of the API as a page for people: the same content, its links alive, its things in a table and drawn as
 * they lie. It needs no script and nothing from elsewhere.
 */
export function pageOf(answer: Json, seen: Seen): string {
  const title = nameOf(answer) ?? seen.collection?.title[seen.language] ?? seen.path
  const other = seen.language === 'zh' ? 'en' : 'zh'
  return `<!doctype html>
<html lang="${seen.language === 'zh' ? 'zh-CN' : 'en'}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="data:,">
<title>${escaped(title)} · 绣城</title>
<style>${style}</style>
</head>
<body>
<nav>${crumbs(seen.path)}<span><a href="${escaped(seen.addressWith('lang', other))}">${
    other === 'en' ? 'English' : '中文'
  }</a> <a href="${escaped(seen.addressWith('f', 'json'))}">JSON</a></span></nav>
<main>
<h1>${escaped(title)}</h1>
${bodyOf(answer, seen)}
</main>
</body>
</html>
`
}

function bodyOf(answer: Json, seen: Seen): string {
  if (!isThing(answer)) return written(answer)
  if (answer['type'] === 'Feature') return featurePage(answer, seen)
  if (answer['type'] === 'FeatureCollection') return featuresPage(answer, seen)
  const { title: _title, description, links, ...rest } = answer
  const intro = typeof description === 'string' ? `<p>${escaped(description)}</p>` : ''
  return intro + linksOf(links, seen) + listOf(rest)
}

function featurePage(answer: Thing, seen: Seen): string {
  const picture = sketch([(answer as unknown as Feature).geometry])
  return linksOf(answer['links'], seen) + picture + listOf(toldOf(thing(answer['properties']), seen))
}

function featuresPage(answer: Thing, seen: Seen): string {
  const features = answer['features'] as unknown as Feature[]
  const here = `${seen.path.replace(/\/$/, '')}/`
  const rows = features.map(({ id, properties }): Thing => {
    const link = seen.path.endsWith('/items') && id !== undefined ? { '#': `${here}${id}` } : {}
    return { ...link, ...toldOf(thing(properties as Json), seen) }
  })
  const count = `<p>${rows.length}${seen.language === 'zh' ? ' 个要素' : rows.length === 1 ? ' thing' : ' things'}</p>`
  const picture = sketch(features.map(({ geometry }) => geometry))
  return count + linksOf(answer['links'], seen) + picture + tableOf(rows) + correctedOf(answer['corrections'], seen)
}

/** What was put right, as it stood before. */
function correctedOf(corrections: Json | undefined, seen: Seen): string {
  if (!Array.isArray(corrections) || corrections.length === 0) return ''
  const rows = corrections
    .map(thing)
    .map(({ at = null, before = null }): Thing => ({ at, ...toldOf(thing(thing(before)['properties']), seen) }))
  return `<h2>${seen.language === 'zh' ? '更正之前' : 'before it was corrected'}</h2>${tableOf(rows)}`
}

function linksOf(links: Json | undefined, { language }: Seen): string {
  if (!Array.isArray(links)) return ''
  const found = links.filter(isThing).flatMap(({ rel, href, title }) => {
    const said = typeof title === 'string' ? title : rels[String(rel)]?.[language]
    return said === undefined || typeof href !== 'string' ? [] : [`<li>${linkTo(href, said)}</li>`]
  })
  return found.length === 0 ? '' : `<ul class="links">${found.join('')}</ul>`
}

/** A thing's properties in words: their titles, the words of their choices, their units. */
function toldOf(properties: Thing, { collection, language }: Seen): Thing {
  if (collection === undefined) return properties
  const own = new Map(collection.properties.map((property) => [property.name, property]))
  const entries = Object.entries(properties).flatMap(([name, value]): [string, Json][] => {
    const property = own.get(name)
    if (property !== undefined) {
      if (property.language !== undefined && property.language !== language) return []
      return [[property.title[language], wordOf(value, property, language)]]
    }
    const referring = own.get(name.replace(/_name$/, ''))
    if (referring !== undefined)
      return [[`${referring.title[language]}${language === 'zh' ? '（名称）' : ' (name)'}`, value]]
    return [[standard[name]?.[language] ?? name, value]]
  })
  return Object.fromEntries(entries)
}

function wordOf(value: Json, property: Property, language: Language): Json {
  const choice = property.choices?.[String(value)]
  if (choice !== undefined) return choice[language]
  if (typeof value === 'boolean') return { zh: value ? '是' : '否', en: value ? 'yes' : 'no' }[language]
  return typeof value === 'number' && property.unit !== undefined ? withUnit(shortened(value), property.unit) : value
}

function written(value: Json | undefined): string {
  if (value === null || value === undefined) return '–'
  if (Array.isArray(value)) {
    const things = value.filter(isThing)
    if (things.length === value.length && things.length > 0) return tableOf(things)
    return value.every((one) => typeof one === 'number')
      ? escaped(value.join(', '))
      : `<ul>${value.map((one) => `<li>${written(one)}</li>`).join('')}</ul>`
  }
  if (isThing(value)) return listOf(value)
  if (typeof value === 'number') return shortened(value)
  return typeof value === 'string' && /^https?:\/\/\S+$/.test(value) ? linkTo(value, value) : escaped(String(value))
}

/** For the eye; the exact number is in the JSON. */
function shortened(value: number): string {
  return String(Number(value.toFixed(6)))
}

/** What is said of one thing; what is many follows below, each kind under its name. */
function listOf(of: Thing): string {
  const entries = Object.entries(of).filter(([, value]) => value !== null)
  const many = entries.filter(([, value]) => Array.isArray(value) && value.length > 0 && value.every(isThing))
  const single = entries.filter((entry) => !many.includes(entry))
  const list = single.map(([name, value]) => `<dt>${escaped(name)}</dt><dd>${written(value)}</dd>`).join('')
  const tables = many.map(([name, value]) => `<h2>${escaped(name)}</h2>${written(value)}`).join('')
  return (list === '' ? '' : `<dl>${list}</dl>`) + tables
}

/**
 * Rows as a table of what is plain in them and filled in any; the rest is in the JSON. The first cell leads to what
 * the row tells of.
 */
function tableOf(rows: readonly Thing[]): string {
  if (rows.length === 0) return ''
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))].filter((name) => {
    const filled = rows.map((row) => row[name]).filter((value) => value !== null && value !== undefined)
    return filled.length > 0 && filled.every((value) => typeof value !== 'object')
  })
  const head = columns.map((name) => `<th>${name === '#' ? '' : escaped(name)}</th>`).join('')
  const lines = rows.map((row) => {
    const self = selfOf(row)
    const cells = columns.map((name, i) => {
      const value = row[name]
      if (name === '#') return `<td>${linkTo(String(value), '→')}</td>`
      return `<td>${i === 0 && self !== undefined ? linkTo(self, String(value)) : written(value)}</td>`
    })
    return `<tr>${cells.join('')}</tr>`
  })
  return `<div class="table"><table><thead><tr>${head}</tr></thead><tbody>${lines.join('')}</tbody></table></div>`
}

function selfOf({ links }: Thing): string | undefined {
  if (!Array.isArray(links)) return undefined
  const self = links.filter(isThing).find(({ rel }) => rel === 'self')
  return typeof self?.['href'] === 'string' ? self['href'] : undefined
}

function crumbs(path: string): string {
  const parts = path.split('/').filter(Boolean)
  const links = parts.map((part, i) => linkTo(`/${parts.slice(0, i + 1).join('/')}`, decoded(part)))
  return `<span>${links.join(' › ')}</span>`
}

function nameOf(answer: Json): string | undefined {
  if (!isThing(answer)) return undefined
  const properties = thing(answer['properties'])
  const found = [properties['name'], answer['title'], answer['name'], answer['id']].find((one) => one !== undefined)
  return found === undefined || found === null || typeof found === 'object' ? undefined : String(found)
}

function linkTo(href: string, said: string): string {
  return `<a href="${escaped(href)}">${escaped(said)}</a>`
}

function isThing(value: Json | undefined): value is Thing {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function thing(value: Json | undefined): Thing {
  return isThing(value) ? value : {}
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => entities[sign] ?? sign)
}

// the silk and ink skins' ground, text and thread, as far as a page of text needs them
const style = `
:root { --ground: #f7f3ea; --land: #fdfbf5; --line: #d8cfbd; --text: #22302f; --second: #5f6b68; --link: #42379b }
@media (prefers-color-scheme: dark) {
  :root { --ground: #0d1418; --land: #131d22; --line: #2b3a41; --text: #ece7da; --second: #98a39f; --link: #9c98e6 }
}
body { margin: 0; background: var(--ground); color: var(--text); font: 15px/1.55 system-ui, "Noto Sans SC", "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif }
nav { display: flex; justify-content: space-between; gap: 1rem; padding: .7rem 1.5rem; background: var(--land); border-bottom: 1px solid var(--line) }
main { max-width: 72rem; margin: 0 auto; padding: 1rem 1.5rem 4rem }
h1 { font-size: 1.5rem; margin: .4rem 0 }
a { color: var(--link) }
.links { display: flex; flex-wrap: wrap; gap: .2rem 1.4rem; list-style: none; padding: 0 }
svg { display: block; width: 100%; max-width: 40rem; margin: 1rem 0; background: var(--land); border: 1px solid var(--line); stroke-linejoin: round; stroke-linecap: round; fill: none; stroke: var(--text) }
.ground { fill: var(--line); fill-opacity: .5; fill-rule: evenodd; stroke-width: .8 }
.line { stroke-width: 1.2 }
.dot { stroke-width: 5 }
h2 { font-size: 1.05rem; margin: 1.4rem 0 .4rem }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .2rem 1.4rem; margin: .6rem 0 }
td dl { gap: 0 .8rem; margin: 0 }
dt { color: var(--second) }
dd { margin: 0; overflow-wrap: anywhere }
.table { overflow-x: auto }
table { border-collapse: collapse; white-space: nowrap }
th { color: var(--second); font-weight: 500; text-align: left }
td { vertical-align: top }
th, td { padding: .25rem .9rem .25rem 0; border-bottom: 1px solid var(--line) }
ul { padding-left: 1.2rem }
`
