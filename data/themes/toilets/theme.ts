import type { Theme } from '#data/model/theme.ts'

export default {
  id: 'toilets',
  title: { zh: '公共厕所', en: 'Public toilets' },
  order: 20,
  needs: ['ground'],
  settings: [
    {
      name: 'toilets_counted',
      title: { zh: '计入密度的公厕', en: 'Toilets counted towards density' },
      value: { mobile: false, opened: true },
      says: {
        mobile: { zh: '活动式', en: 'mobile ones' },
        opened: { zh: '社会开放的', en: 'those opened by their owners' },
      },
      source: {
        zh: '郑州市 2017 年的 1 332 座含社会开放的 392 座；活动式是否计入未见规定',
        en: 'of Zhengzhou’s 1,332 in 2017, 392 were opened by their owners; no rule was found on mobile ones',
      },
      checked: false,
    },
  ],
  collections: [
    {
      id: 'toilets',
      title: { zh: '公共厕所', en: 'Public toilets' },
      description: { zh: '固定、附属与活动公厕，环卫所有或社会开放', en: 'Standalone, attached and mobile toilets' },
      shape: 'point',
      placing: 'point',
      key: 'code',
      label: 'name',
      computes: true,
      properties: [
        { name: 'code', type: 'text', title: { zh: '公厕编号', en: 'Code' }, aliases: ['编号'] },
        {
          name: 'name',
          type: 'text',
          title: { zh: '公厕名称', en: 'Name' },
          required: true,
          tile: true,
          aliases: ['名称', '公厕'],
        },
        { name: 'address', type: 'text', title: { zh: '地址', en: 'Address' }, aliases: ['详细地址', '位置'] },
        {
          name: 'class',
          type: 'integer',
          minimum: 1,
          maximum: 3,
          title: { zh: '类别', en: 'Class' },
          tile: true,
          aliases: ['公厕类别', '等级'],
        },
        {
          name: 'kind',
          type: 'choice',
          title: { zh: '形式', en: 'Form' },
          tile: true,
          choices: {
            standalone: { zh: '独立式', en: 'standalone' },
            attached: { zh: '附属式', en: 'attached' },
            mobile: { zh: '活动式', en: 'mobile' },
          },
        },
        {
          name: 'ownership',
          type: 'choice',
          title: { zh: '权属', en: 'Ownership' },
          choices: { public: { zh: '环卫', en: 'public' }, opened: { zh: '社会开放', en: 'opened by its owner' } },
        },
        {
          name: 'state',
          type: 'choice',
          title: { zh: '状态', en: 'State' },
          tile: true,
          choices: {
            open: { zh: '开放', en: 'open' },
            closed: { zh: '停用', en: 'closed' },
            rebuilding: { zh: '改造中', en: 'rebuilding' },
            building: { zh: '建设中', en: 'being built' },
          },
        },
        { name: 'stalls_women', type: 'integer', minimum: 0, title: { zh: '女厕位', en: 'Stalls, women' } },
        { name: 'stalls_men', type: 'integer', minimum: 0, title: { zh: '男厕位', en: 'Stalls, men' } },
        {
          name: 'counted',
          type: 'choice',
          title: { zh: '计入密度', en: 'Counted' },
          computed: true,
          tile: true,
          choices: {
            yes: { zh: '计入', en: 'counted' },
            'not-open': { zh: '未开放，不计', en: 'not open' },
            mobile: { zh: '活动式，不计', en: 'mobile, not counted' },
            opened: { zh: '社会开放，不计', en: 'opened by its owner, not counted' },
            'off-ground': { zh: '不在建成区，不计', en: 'not on built-up ground' },
          },
        },
      ],
    },
  ],
  indicators: [
    {
      id: 'toilet_density',
      title: { zh: '公厕密度', en: 'Toilet density' },
      unit: { zh: '座/km²', en: 'per km²' },
      decimals: 1,
      better: 'more',
      value: 'ratio',
      numerator: {
        what: { zh: '建成区内开放的公厕', en: 'open toilets on built-up ground' },
        unit: { zh: '座', en: 'toilets' },
      },
      denominator: { what: { zh: '建成区', en: 'built-up area' }, unit: { zh: 'km²', en: 'km²' } },
      rule: {
        zh: '停用、改造与建设中的不计；活动式与社会开放是否计入依县的口径',
        en: 'closed, rebuilt and unfinished ones never count; mobile and opened ones by the county’s setting',
      },
      missing: 'whole',
      missingUnit: { zh: '座', en: 'toilets' },
      counts: ['toilets', 'built_up'],
      settings: ['toilets_counted'],
      source: { zh: '公厕台账', en: 'register of toilets' },
      targets: [
        {
          issuer: 'county',
          value: 6,
          due: 'year-end',
          document: { zh: '中牟时报 2019-05：每平方公里 6 座公厕', en: 'Zhongmu Times, May 2019: 6 toilets per km²' },
        },
      ],
    },
  ],
  layers: [
    {
      collection: 'toilets',
      draw: 'mark',
      title: { zh: '公厕', en: 'Toilets' },
      state: {
        property: 'counted',
        values: { yes: 'met', 'not-open': 'behind', mobile: 'quiet', opened: 'quiet', 'off-ground': 'quiet' },
      },
    },
  ],
} as const satisfies Theme
