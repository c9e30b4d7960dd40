import type { Theme } from '#data/model/theme.ts'

export default {
  id: 'roads',
  title: { zh: '路长制', en: 'Road chiefs' },
  needs: ['ground'],
  collections: [
    {
      id: 'duty_sections',
      title: { zh: '责任路段', en: 'Duty sections' },
      description: { zh: '路长负责的路段；一条路可分多段', en: 'Lengths of street a road chief answers for' },
      shape: 'line',
      placing: 'cut',
      key: 'code',
      label: 'name',
      computes: true,
      properties: [
        { name: 'code', type: 'text', title: { zh: '路段编号', en: 'Code' }, aliases: ['编号'] },
        {
          name: 'name',
          type: 'text',
          title: { zh: '路段名称', en: 'Name' },
          required: true,
          tile: true,
          aliases: ['名称', '责任路段'],
        },
        { name: 'road', type: 'reference', to: 'roads', title: { zh: '所属道路', en: 'Road' } },
        { name: 'level', type: 'integer', title: { zh: '路段级别', en: 'Level' }, tile: true, aliases: ['级别'] },
        { name: 'length_km', type: 'number', unit: 'km', title: { zh: '长度', en: 'Length' }, computed: true },
        { name: 'vacant', type: 'text', title: { zh: '空岗级别', en: 'Vacant levels' }, computed: true, tile: true },
        {
          name: 'state',
          type: 'choice',
          title: { zh: '状态', en: 'State' },
          computed: true,
          tile: true,
          choices: { held: { zh: '在岗', en: 'held' }, vacant: { zh: '空岗', en: 'vacant' } },
        },
      ],
    },
    {
      id: 'chiefs',
      title: { zh: '路长', en: 'Road chiefs' },
      description: { zh: '担任路长的人', en: 'The people who are road chiefs' },
      shape: 'none',
      placing: 'none',
      key: 'code',
      label: 'name',
      properties: [
        { name: 'code', type: 'text', title: { zh: '路长编号', en: 'Code' }, aliases: ['编号', '工号'] },
        {
          name: 'name',
          type: 'text',
          title: { zh: '姓名', en: 'Name' },
          required: true,
          aliases: ['路长', '路长姓名'],
        },
        { name: 'office', type: 'text', title: { zh: '职务', en: 'Office' }, aliases: ['单位职务'] },
      ],
    },
    {
      id: 'chief_assignments',
      title: { zh: '路长任职', en: 'Assignments' },
      description: { zh: '谁在何级负责哪一路段或区域', en: 'Who holds which section or area, at which level' },
      shape: 'none',
      placing: 'none',
      properties: [
        { name: 'chief', type: 'reference', to: 'chiefs', title: { zh: '路长编号', en: 'Chief' }, required: true },
        { name: 'section', type: 'reference', to: 'duty_sections', title: { zh: '路段编号', en: 'Section' } },
        { name: 'area', type: 'reference', to: 'areas', title: { zh: '区划代码', en: 'Area' } },
        { name: 'level', type: 'integer', title: { zh: '级别', en: 'Level' }, required: true, aliases: ['路长级别'] },
      ],
    },
  ],
  indicators: [
    {
      id: 'road_chief_coverage',
      title: { zh: '路长在岗率', en: 'Road chief coverage' },
      unit: { zh: '%', en: '%' },
      decimals: 1,
      better: 'more',
      value: 'percent',
      numerator: {
        what: { zh: '各级路长都在岗的责任路段', en: 'duty sections with a chief in office at every level' },
        unit: { zh: 'km', en: 'km' },
      },
      denominator: { what: { zh: '全部责任路段', en: 'all duty sections' }, unit: { zh: 'km', en: 'km' } },
      rule: {
        zh: '路段自身某级无路长时，由所在区域同级路长承继；任何一级空岗即不计',
        en: 'a section without its own chief at a level inherits its area’s; one vacant level and it does not count',
      },
      missing: 'short',
      missingUnit: { zh: '段', en: 'sections' },
      source: { zh: '路长制台账', en: 'register of road chiefs' },
      targets: [
        {
          issuer: 'county',
          value: 100,
          due: 'year-end',
          document: { zh: '中牟时报 2019-05：全面推行路长制', en: 'Zhongmu Times, May 2019: road chiefs everywhere' },
        },
      ],
    },
  ],
  layers: [
    {
      collection: 'duty_sections',
      draw: 'thread',
      title: { zh: '责任路段', en: 'Duty sections' },
      rank: 'level',
      state: { property: 'state', values: { held: 'quiet', vacant: 'behind' } },
    },
  ],
} as const satisfies Theme
