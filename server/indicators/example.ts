import type { FigureTable } from '#data/model/indicator.ts'

/** What a figure looks like, for whoever reads the description of the API. */
export const exampleFigure: FigureTable = {
  indicator: 'toilet_density',
  title: '公厕密度',
  unit: '座/km²',
  level: 'county',
  formula: '建成区内开放的公厕 (座) ÷ 建成区 (km²)。',
  source: '公厕台账',
  asOf: '2026-11-24',
  workedOutAfterwards: false,
  rows: [
    {
      area: '410122',
      name: '中牟县',
      numerator: 385,
      denominator: 82.25,
      value: 4.68,
      target: 6,
      due: '2026-12-31',
      gap: 1.32,
      missing: 109,
      status: 'behind',
      pace: { needed: 0.0357, present: 0.0023, reaches: 4.77, per: 'day' },
      targets: [
        {
          value: 6,
          due: '2026-12-31',
          noDate: null,
          issuer: 'county',
          document: '每平方公里 6 座公厕',
          status: 'behind',
          gap: 1.32,
          missing: 109,
        },
      ],
      explanation: '中牟县，2026-11-24：建成区内开放的公厕 385 座 ÷ 建成区 82.25 km² = 4.68 座/km²。',
    },
  ],
}
