import type { CoveragePart } from '#data/model/coverage.ts'
import type { Collection, Property } from '#data/model/theme.ts'
import type { Language, Words } from '#data/model/words.ts'
import { type Column, type Item, titledColumns } from '../features/table.ts'
import { worstFirst } from './answer.ts'
import { type Asked, type Covered, needsGround } from './cover.ts'
import { rowsOfAnswer } from './rows.ts'
import { sayCutOff } from './say.ts'

/** A part of an answer as a table of things with their places. */
export interface PartTable {
  collection: Pick<Collection, 'id' | 'title' | 'shape' | 'label'>
  columns: readonly Column[]
  things: readonly Item[]
}

/** The sites that are tried, the ground that is not reached, or who needs it, row by row. */
export function partOf(part: CoveragePart, asked: Asked, found: Covered, language: Language): PartTable {
  const made = { sites: sitesOf, gaps: gapsOf, rows: needingOf }[part](asked, found, language)
  return { collection: made.collection, columns: titledColumns(made.properties, language), things: made.things }
}

type Made = { collection: PartTable['collection']; properties: readonly Property[]; things: readonly Item[] }

function sitesOf({ question, need }: Asked, { tried, lost, leg }: Covered, lang: Language): Made {
  const reasons = new Map(lost.map(({ offer, reason }) => [offer.site, sayCutOff(reason, leg, lang)]))
  return {
    collection: { id: 'sites', title: { zh: '新点', en: 'New sites' }, shape: 'point' },
    properties: [
      ordinal,
      text('township', { zh: '负责单位', en: 'Unit that answers' }),
      text('area', { zh: '区划代码', en: 'Area code' }),
      text('area_name', { zh: '所在区划', en: 'Area' }),
      weighed('adds', { zh: '新增', en: 'Adds' }, need.unit),
      text('reason', { zh: '够不着的原因', en: 'Why it reaches nobody' }),
    ],
    things: (question.sites ?? []).map(([lon = 0, lat = 0], n) => ({
      id: n + 1,
      geometry: { type: 'Point', coordinates: [lon, lat] },
      properties: {
        order: n + 1,
        township: tried[n]?.within.township ?? null,
        area: tried[n]?.within.area ?? null,
        area_name: tried[n]?.within.areaName ?? null,
        adds: tried[n]?.adds ?? 0,
        reason: reasons.get(n) ?? null,
      },
    })),
  }
}

function gapsOf(asked: Asked, { grounds }: Covered): Made {
  return {
    collection: { id: 'gaps', title: { zh: '够不着的地方', en: 'Ground out of reach' }, shape: 'polygon' },
    properties: [
      ordinal,
      text('area', { zh: '区划代码', en: 'Area code' }),
      text('area_name', { zh: '所在区划', en: 'Area' }),
      weighed('km2', { zh: '面积', en: 'Area of ground' }, { zh: 'km²', en: 'km²' }),
      ...(needsGround(asked) ? [] : [weighed('weight', { zh: '其中', en: 'On it' }, asked.need.unit)]),
    ],
    things: worstFirst(grounds).map(({ area, areaName, km2, weight, geometry }, n) => ({
      id: n + 1,
      geometry: JSON.parse(geometry),
      properties: { order: n + 1, area, area_name: areaName, km2, weight },
    })),
  }
}

function needingOf(asked: Asked, found: Covered, lang: Language): Made {
  const { need } = asked
  const ground = needsGround(asked)
  const rows = rowsOfAnswer(asked, found, lang)
  return {
    collection: { id: 'needs', title: need.title, shape: ground ? 'polygon' : 'point', label: 'name' },
    properties: [
      ordinal,
      { name: 'fid', type: 'integer', title: { zh: '内部编号', en: 'Its fid' } },
      ...(ground
        ? [text('area', { zh: '区划代码', en: 'Area code' }), text('areaName', { zh: '所在区划', en: 'Area' })]
        : [text('name', { zh: '名称', en: 'Name' })]),
      weighed('weight', { zh: '数量', en: 'Amount' }, need.unit),
      weighed('covered', { zh: '够得着', en: 'Reached' }, need.unit),
      ...(ground
        ? []
        : [
            weighed('metres', { zh: '最近一处的路程', en: 'Way to the nearest' }, { zh: '米', en: 'm' }),
            text('cutOff', { zh: '走不到的原因', en: 'Why no way leads there' }),
          ]),
    ],
    // ground has a row for each unit it lies in
    things: rows.map(({ geometry, properties }, n) => ({
      id: n + 1,
      geometry,
      properties: { ...properties, order: n + 1, ...tenths(properties['metres']) },
    })),
  }
}

/** A way to a tenth of a metre, for whoever reads it in a table. */
function tenths(metres: unknown): { metres?: number } {
  return typeof metres === 'number' ? { metres: Math.round(metres * 10) / 10 } : {}
}

const ordinal: Property = { name: 'order', type: 'integer', title: { zh: '序号', en: 'No.' } }

function text(name: string, title: Words): Property {
  return { name, type: 'text', title }
}

function weighed(name: string, title: Words, unit: Words): Property {
  return {
    name,
    type: 'number',
    title: { zh: `${title.zh}（${unit.zh}）`, en: `${title.en} (${unit.en})` },
  }
}
