import type { Theme } from '#data/model/theme.ts'

export default {
  id: 'sorting',
  title: { zh: '垃圾分类', en: 'Waste sorting' },
  order: 40,
  needs: ['ground'],
  collections: [
    {
      id: 'compounds',
      title: { zh: '小区', en: 'Compounds' },
      description: { zh: '居民小区，以主出入口为点', en: 'Residential compounds, each a point at its gate' },
      shape: 'point',
      placing: 'point',
      key: 'code',
      label: 'name',
      computes: true,
      properties: [
        { name: 'code', type: 'text', title: { zh: '小区编号', en: 'Code' }, aliases: ['编号'] },
        {
          name: 'name',
          type: 'text',
          title: { zh: '小区名称', en: 'Name' },
          required: true,
          tile: true,
          aliases: ['名称', '小区'],
        },
        { name: 'address', type: 'text', title: { zh: '地址', en: 'Address' }, aliases: ['详细地址'] },
        {
          name: 'households',
          type: 'integer',
          minimum: 0,
          title: { zh: '户数', en: 'Households' },
          aliases: ['总户数'],
        },
        { name: 'sorted', type: 'boolean', title: { zh: '已分类收运', en: 'Sorted' }, aliases: ['分类覆盖'] },
        { name: 'passed', type: 'boolean', title: { zh: '已达标', en: 'Passed inspection' }, aliases: ['达标'] },
        {
          name: 'state',
          type: 'choice',
          title: { zh: '状态', en: 'State' },
          computed: true,
          tile: true,
          choices: { sorted: { zh: '已覆盖', en: 'covered' }, unsorted: { zh: '未覆盖', en: 'not covered' } },
        },
      ],
    },
  ],
  indicators: [
    {
      id: 'waste_sorting_coverage',
      title: { zh: '垃圾分类覆盖率', en: 'Waste sorting coverage' },
      unit: { zh: '%', en: '%' },
      decimals: 1,
      better: 'more',
      value: 'percent',
      numerator: {
        what: { zh: '分类投放收运到位的小区', en: 'compounds with separate collection in place' },
        unit: { zh: '个', en: 'compounds' },
      },
      denominator: { what: { zh: '全部小区', en: 'all compounds' }, unit: { zh: '个', en: 'compounds' } },
      rule: { zh: '按小区数，不按户数；行政村另计', en: 'by compounds, not households; villages are apart' },
      missing: 'whole',
      missingUnit: { zh: '个小区', en: 'compounds' },
      counts: ['compounds'],
      source: { zh: '生活垃圾分类台账', en: 'register of waste sorting' },
      targets: [
        {
          issuer: 'county',
          value: 70,
          due: 'year-end',
          document: { zh: '中牟时报 2019-05：年底前达到 70 % 以上', en: 'Zhongmu Times, May 2019: 70 % by year end' },
        },
        {
          issuer: 'city',
          value: 40,
          due: 'year-end',
          document: {
            zh: '郑州市 2019-07 方案：县（市）不低于 40 %',
            en: 'Zhengzhou plan, July 2019: 40 % for counties',
          },
        },
      ],
    },
  ],
  layers: [
    {
      collection: 'compounds',
      draw: 'mark',
      title: { zh: '小区', en: 'Compounds' },
      state: { property: 'state', values: { sorted: 'met', unsorted: 'behind' } },
    },
  ],
} as const satisfies Theme
