import type { Theme } from '#data/model/theme.ts'

export default {
  id: 'water',
  title: { zh: '黑臭水体', en: 'Black-odorous water' },
  order: 30,
  needs: ['ground'],
  collections: [
    {
      id: 'water_bodies',
      title: { zh: '水体', en: 'Waters' },
      description: {
        zh: '河渠湖塘；列入黑臭水体清单的有治理阶段',
        en: 'Rivers, ditches, lakes; listed ones have a stage',
      },
      shape: 'any',
      placing: 'most',
      key: 'code',
      label: 'name',
      computes: true,
      properties: [
        { name: 'code', type: 'text', title: { zh: '水体编号', en: 'Code' }, aliases: ['编号'] },
        {
          name: 'name',
          type: 'text',
          title: { zh: '水体名称', en: 'Name' },
          required: true,
          tile: true,
          aliases: ['名称', '河流名称'],
        },
        {
          name: 'stage',
          type: 'choice',
          title: { zh: '治理阶段', en: 'Stage' },
          choices: {
            unlisted: { zh: '未列入', en: 'not listed' },
            listed: { zh: '已列入', en: 'listed' },
            treated: { zh: '已治理', en: 'treated' },
            evaluated: { zh: '已评估', en: 'evaluated' },
            struck_off: { zh: '已销号', en: 'struck off' },
          },
        },
        { name: 'listed_on', type: 'date', title: { zh: '列入日期', en: 'Listed on' } },
        { name: 'struck_off_on', type: 'date', title: { zh: '销号日期', en: 'Struck off on' } },
        {
          name: 'verdict',
          type: 'choice',
          title: { zh: '评定', en: 'Verdict' },
          tile: true,
          choices: {
            clear: { zh: '不黑不臭', en: 'clear' },
            mild: { zh: '轻度黑臭', en: 'mild' },
            severe: { zh: '重度黑臭', en: 'severe' },
            'no-verdict': { zh: '无法评定', en: 'no verdict' },
          },
        },
        { name: 'verdict_reasons', type: 'text', title: { zh: '评定依据', en: 'Reasons' } },
        {
          name: 'course',
          type: 'choice',
          title: { zh: '进展', en: 'Course' },
          computed: true,
          tile: true,
          choices: {
            unlisted: { zh: '未列入', en: 'not listed' },
            remaining: { zh: '未销号', en: 'remaining' },
            relapsed: { zh: '反弹', en: 'relapsed' },
            done: { zh: '已销号', en: 'struck off' },
          },
        },
      ],
    },
    {
      id: 'outfalls',
      title: { zh: '排污口', en: 'Outfalls' },
      description: { zh: '入河排污口的位置与类型', en: 'Where and of what kind outfalls are' },
      shape: 'point',
      placing: 'point',
      key: 'code',
      label: 'name',
      properties: [
        { name: 'code', type: 'text', title: { zh: '排污口编号', en: 'Code' }, tile: true, aliases: ['编号'] },
        { name: 'name', type: 'text', title: { zh: '排污口名称', en: 'Name' }, tile: true, aliases: ['名称'] },
        { name: 'water', type: 'reference', to: 'water_bodies', title: { zh: '受纳水体', en: 'Water' } },
        {
          name: 'kind',
          type: 'choice',
          title: { zh: '类型', en: 'Kind' },
          tile: true,
          choices: {
            industrial: { zh: '工业', en: 'industrial' },
            sewage_works: { zh: '污水处理厂', en: 'sewage works' },
            farming: { zh: '农业', en: 'farming' },
            storm: { zh: '雨洪', en: 'storm water' },
            other: { zh: '其他', en: 'other' },
          },
        },
      ],
    },
  ],
  indicators: [
    {
      id: 'black_water_remaining',
      title: { zh: '未销号黑臭水体', en: 'Black-odorous waters remaining' },
      unit: { zh: '处', en: 'waters' },
      decimals: 0,
      better: 'less',
      value: 'count',
      numerator: {
        what: { zh: '未销号或销号后反弹的黑臭水体', en: 'listed waters not struck off, or relapsed' },
        unit: { zh: '处', en: 'waters' },
      },
      denominator: { what: { zh: '列入清单的水体', en: 'waters ever listed' }, unit: { zh: '处', en: 'waters' } },
      rule: {
        zh: '销号后再次评为黑臭的计入；无法评定不等于达标',
        en: 'one struck off and graded black-odorous again counts; no verdict is not clear',
      },
      missing: 'left',
      missingUnit: { zh: '处', en: 'waters' },
      counts: ['water_bodies'],
      source: { zh: '黑臭水体清单', en: 'list of black-odorous waters' },
      targets: [
        {
          issuer: 'county',
          value: 0,
          noDate: { zh: '文中只说“尽快”，未定日期', en: 'the article says “as soon as possible” and sets no date' },
          document: { zh: '中牟时报 2019-05：黑臭水体全部消除', en: 'Zhongmu Times, May 2019: no black water left' },
        },
      ],
    },
  ],
  layers: [
    {
      collection: 'water_bodies',
      draw: 'ground',
      title: { zh: '黑臭水体', en: 'Black-odorous waters' },
      state: {
        property: 'course',
        values: { remaining: 'behind', relapsed: 'at-risk', done: 'met', unlisted: 'quiet' },
      },
    },
    { collection: 'outfalls', draw: 'mark', title: { zh: '排污口', en: 'Outfalls' }, minzoom: 11 },
  ],
} as const satisfies Theme
