import type { Property } from './theme.ts'

/** Since when, and until when, a row holds: any collection's files may bring both, and all that are written do. */
export const span: readonly Property[] = [
  {
    name: 'valid_from',
    type: 'date',
    title: { zh: '起始日期', en: 'Valid from' },
    aliases: ['生效日期', '任职日期', '开始日期', '起'],
  },
  {
    name: 'valid_to',
    type: 'date',
    title: { zh: '截止日期', en: 'Valid to' },
    aliases: ['失效日期', '离任日期', '结束日期', '止'],
  },
]
