import type { Indicator } from '#data/model/indicator.ts'
import type { Theme } from '#data/model/theme.ts'

/** What the figures of all levels have in common; a level the county does not use has none. */
const atOneLevel: Omit<Indicator, 'id' | 'title' | 'numerator'> = {
  unit: { zh: '%', en: '%' },
  decimals: 1,
  better: 'more',
  value: 'percent',
  denominator: { what: { zh: '责任路段', en: 'duty sections' }, unit: { zh: 'km', en: 'km' } },
  rule: {
    zh: '路段没有此级路长时，由所在区域的同级路长负责',
    en: 'where a section has no chief of this level, that of its area answers for it',
  },
  none: {
    zh: '没有责任路段，或县里未设此级路长',
    en: 'no duty sections, or the county has no chiefs of this level',
  },
  missing: 'short',
  missingUnit: { zh: '段', en: 'sections', one: 'section' },
  counts: ['duty_sections', 'chief_assignments'],
  settings: ['road_levels'],
  source: { zh: '路长制台账', en: 'register of road chiefs' },
  targets: [],
}

export default {
  id: 'roads',
  title: { zh: '路长制', en: 'Road chiefs' },
  order: 10,
  needs: ['ground'],
  settings: [
    {
      name: 'road_levels',
      title: { zh: '使用的路长级别', en: 'Levels of road chief in use' },
      value: [1, 2, 3],
      source: {
        zh: '郑州市 2018：总路长之下有一级、二级，有的乡设三级；级数由县定',
        en: 'Zhengzhou 2018: first and second level below the chief of all, some townships a third; the county decides',
      },
      checked: false,
    },
  ],
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
        {
          name: 'level',
          type: 'integer',
          minimum: 1,
          maximum: 5,
          title: { zh: '路段级别', en: 'Level' },
          tile: true,
          aliases: ['级别'],
        },
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
      computes: true,
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
        { name: 'posts', type: 'integer', title: { zh: '现任岗位', en: 'Posts held' }, computed: true },
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
        {
          name: 'level',
          type: 'integer',
          minimum: 1,
          maximum: 5,
          title: { zh: '级别', en: 'Level' },
          required: true,
          aliases: ['路长级别'],
        },
      ],
    },
    {
      id: 'section_posts',
      title: { zh: '路长岗位', en: 'Posts' },
      description: {
        zh: '每一责任路段在每一级由谁负责：自有路长、承继所在区域的路长，或空岗多久',
        en: 'Who answers for each section at each level: its own chief, its area’s, or nobody and for how long',
      },
      shape: 'line',
      placing: 'none',
      derived: true,
      properties: [
        { name: 'section', type: 'reference', to: 'duty_sections', title: { zh: '责任路段', en: 'Section' } },
        { name: 'area', type: 'reference', to: 'areas', title: { zh: '所在单位', en: 'Unit' } },
        { name: 'level', type: 'integer', title: { zh: '级别', en: 'Level' } },
        { name: 'chief', type: 'reference', to: 'chiefs', title: { zh: '路长编号', en: 'Chief' } },
        { name: 'chief_name', type: 'text', title: { zh: '路长', en: 'Name' } },
        { name: 'office', type: 'text', title: { zh: '职务', en: 'Office' } },
        {
          name: 'held_by',
          type: 'choice',
          title: { zh: '由来', en: 'Held by' },
          choices: {
            own: { zh: '本路段', en: 'the section’s own' },
            area: { zh: '承继区域', en: 'its area’s' },
            vacant: { zh: '空岗', en: 'vacant' },
          },
        },
        { name: 'of_area', type: 'reference', to: 'areas', title: { zh: '承继自', en: 'Inherited from' } },
        { name: 'since', type: 'date', title: { zh: '任职自', en: 'Since' } },
        { name: 'vacant_since', type: 'date', title: { zh: '空岗自', en: 'Vacant since' } },
        { name: 'vacant_days', type: 'integer', unit: 'd', title: { zh: '空岗天数', en: 'Days vacant' } },
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
      denominator: { what: { zh: '责任路段', en: 'duty sections' }, unit: { zh: 'km', en: 'km' } },
      rule: {
        zh: '路段某一级没有路长时，由所在区域的同级路长负责；只要有一级空岗，该路段就不计入',
        en: 'where a section has no chief of a level, that of its area answers for it; a section vacant at any level does not count',
      },
      missing: 'short',
      missingUnit: { zh: '段', en: 'sections', one: 'section' },
      counts: ['duty_sections', 'chief_assignments'],
      settings: ['road_levels'],
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
    {
      ...atOneLevel,
      id: 'road_chief_level_1',
      title: { zh: '一级路长在岗率', en: 'Sections with a first-level chief' },
      numerator: {
        what: { zh: '一级路长在岗的责任路段', en: 'duty sections with a first-level chief in office' },
        unit: { zh: 'km', en: 'km' },
      },
    },
    {
      ...atOneLevel,
      id: 'road_chief_level_2',
      title: { zh: '二级路长在岗率', en: 'Sections with a second-level chief' },
      numerator: {
        what: { zh: '二级路长在岗的责任路段', en: 'duty sections with a second-level chief in office' },
        unit: { zh: 'km', en: 'km' },
      },
    },
    {
      ...atOneLevel,
      id: 'road_chief_level_3',
      title: { zh: '三级路长在岗率', en: 'Sections with a third-level chief' },
      numerator: {
        what: { zh: '三级路长在岗的责任路段', en: 'duty sections with a third-level chief in office' },
        unit: { zh: 'km', en: 'km' },
      },
    },
    {
      ...atOneLevel,
      id: 'road_chief_level_4',
      title: { zh: '四级路长在岗率', en: 'Sections with a fourth-level chief' },
      numerator: {
        what: { zh: '四级路长在岗的责任路段', en: 'duty sections with a fourth-level chief in office' },
        unit: { zh: 'km', en: 'km' },
      },
    },
    {
      ...atOneLevel,
      id: 'road_chief_level_5',
      title: { zh: '五级路长在岗率', en: 'Sections with a fifth-level chief' },
      numerator: {
        what: { zh: '五级路长在岗的责任路段', en: 'duty sections with a fifth-level chief in office' },
        unit: { zh: 'km', en: 'km' },
      },
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
