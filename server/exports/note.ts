import type { Collection } from '#data/model/theme.ts'
import type { Language } from '#data/model/words.ts'
import type { County } from '../county.ts'
import { version } from '../version.ts'

/** Where a file comes from, line by line. */
export type Note = readonly { key: string; title: string; value: string }[]

export interface About {
  county: County
  collection: Pick<Collection, 'id' | 'title' | 'shape'>
  day: string
  area: string | undefined
  crs: string
  rows: number
  /** The files the rows came from. */
  sources: ReadonlySet<string>
  /** All that was taken for granted, in sentences. */
  assumptions?: readonly string[]
  /** What the format could not hold, in sentences. */
  losses: readonly string[]
}

/** The note that goes with a file: county, collection, day, what it was made of and by, and whether it is the sample. */
export function noteOf(about: About, language: Language): Note {
  const { county, collection, sources } = about
  const zh = language === 'zh'
  const line = (key: string, title: { zh: string; en: string }, value: string) => ({
    key,
    title: title[language],
    value,
  })
  const listed = [...sources].slice(0, 20).join(zh ? '、' : ', ')
  return [
    line('county', { zh: '县', en: 'County' }, `${county.name} ${county.code}`.trim()),
    line('collection', { zh: '集合', en: 'Collection' }, `${collection.title[language]} (${collection.id})`),
    line('day', { zh: '日期', en: 'Day' }, about.day),
    ...(about.area === undefined ? [] : [line('area', { zh: '范围', en: 'Area' }, about.area)]),
    line('crs', { zh: '坐标系', en: 'Coordinates' }, collection.shape === 'none' ? '–' : about.crs),
    line('rows', { zh: '行数', en: 'Rows' }, String(about.rows)),
    line('sources', { zh: '来源文件', en: 'Source files' }, `${listed}${sources.size > 20 ? ' …' : ''}` || '–'),
    line(
      'sample',
      { zh: '演示数据', en: 'Make-believe sample' },
      county.sample ? (zh ? '是' : 'yes') : zh ? '否' : 'no',
    ),
    line('made_with', { zh: '制作', en: 'Made with' }, `绣城 Xiucheng ${version}`),
    ...(about.assumptions ?? []).map((sentence, index) =>
      line(`assumed_${index + 1}`, { zh: '假定', en: 'Assumed' }, sentence),
    ),
    ...about.losses.map((loss, index) => line(`mind_${index + 1}`, { zh: '注意', en: 'Mind' }, loss)),
  ]
}

/** The note as a small text file. */
export function noteText(note: Note): string {
  return note.map(({ title, value }) => `${title}: ${value}\r\n`).join('')
}
