import type { Theme } from '#data/model/theme.ts'

/** A fifth promise that lives only here: what a new theme takes is a folder, and nothing else. */
export default {
  id: 'lamps',
  title: { zh: '路灯', en: 'Lamp posts' },
  order: 50,
  needs: ['ground', 'sorting'],
  coverage: {
    offers: {
      collection: 'lamps',
      where: { property: 'lit', values: ['true'] },
      title: { zh: '亮着的路灯', en: 'lamps lit' },
    },
    metres: 100,
    needs: [
      {
        id: 'households',
        title: { zh: '小区住户', en: 'Households of compounds' },
        unit: { zh: '户', en: 'households', one: 'household' },
        collection: 'compounds',
        weight: 'households',
      },
    ],
    ground: 'built_up',
  },
  collections: [
    {
      id: 'lamps',
      title: { zh: '路灯', en: 'Lamp posts' },
      description: { zh: '亮与不亮的路灯', en: 'Lamp posts, lit or not' },
      shape: 'point',
      placing: 'point',
      key: 'code',
      label: 'code',
      properties: [
        { name: 'code', type: 'text', title: { zh: '灯杆编号', en: 'Code' }, required: true, tile: true },
        { name: 'lit', type: 'boolean', title: { zh: '亮灯', en: 'Lit' }, tile: true },
      ],
    },
  ],
  indicators: [
    {
      id: 'lamps_lit',
      title: { zh: '亮灯率', en: 'Lamps lit' },
      unit: { zh: '%', en: '%' },
      decimals: 1,
      better: 'more',
      value: 'percent',
      numerator: { what: { zh: '亮着的路灯', en: 'lamps lit' }, unit: { zh: '盏', en: 'lamps' } },
      denominator: { what: { zh: '全部路灯', en: 'all lamps' }, unit: { zh: '盏', en: 'lamps' } },
      rule: { zh: '按盏计', en: 'by lamps' },
      missing: 'whole',
      missingUnit: { zh: '盏', en: 'lamps' },
      counts: ['lamps'],
      source: { zh: '路灯台账', en: 'register of lamps' },
      targets: [{ issuer: 'county', value: 98, due: 'year-end', document: { zh: '示例', en: 'example' } }],
    },
  ],
  layers: [{ collection: 'lamps', draw: 'mark', title: { zh: '路灯', en: 'Lamp posts' } }],
} as const satisfies Theme
