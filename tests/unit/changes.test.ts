import { describe, expect, it } from 'vitest'
import type { ThingFeature, Versions } from '#client/api/types.ts'
import { changesOf } from '#client/things/changes.ts'
import type { Collection } from '#data/model/theme.ts'
import type { Value } from '#data/model/thing.ts'

const lamps: Collection = {
  id: 'lamps',
  title: { zh: '路灯', en: 'Lamps' },
  description: { zh: '路灯', en: 'Lamps' },
  shape: 'point',
  placing: 'point',
  label: 'name',
  properties: [
    { name: 'name', type: 'text', title: { zh: '名称', en: 'Name' } },
    { name: 'watts', type: 'integer', title: { zh: '功率', en: 'Watts' } },
    { name: 'keeper', type: 'reference', to: 'keepers', title: { zh: '管理人', en: 'Keeper' } },
    { name: 'lit', type: 'boolean', title: { zh: '亮', en: 'Lit' }, computed: true },
  ],
}

function version(valid: string, more: Record<string, Value> = {}, lon = 114): ThingFeature {
  const geometry = { type: 'Point' as const, coordinates: [lon, 34] }
  return { type: 'Feature', id: 7, geometry, properties: { name: '甲', watts: 60, valid, source: 'a.csv', ...more } }
}

const told = (features: ThingFeature[], corrections: Versions['corrections'] = [], collection = lamps) =>
  changesOf(collection, { features, corrections }).map(({ kind, day, moved, changes }) => [
    kind,
    day,
    ...changes.map(({ property, from, to }) => `${property.name} ${from.name ?? from.value}→${to.name ?? to.value}`),
    ...(moved ? ['moved'] : []),
  ])

describe('what became of a thing', () => {
  it('is told the newest first, each change with what it changed, and nothing that is worked out', () => {
    expect(
      told([
        version('2026-06-01/..', { watts: 40, lit: true }, 115),
        version('2026-03-01/2026-06-01', { watts: 40, lit: false }),
        version('../2026-03-01'),
      ]),
    ).toEqual([
      ['changed', '2026-06-01', 'moved'],
      ['changed', '2026-03-01', 'watts 60→40'],
      ['began', null],
    ])
  })

  it('has an end where the last version has one, and a return after a time without it', () => {
    expect(told([version('2026-05-01/2026-07-01', { watts: 80 }), version('2026-01-01/2026-02-01')])).toEqual([
      ['ended', '2026-07-01'],
      ['back', '2026-05-01', 'watts 60→80'],
      ['ended', '2026-02-01'],
      ['began', '2026-01-01'],
    ])
  })

  it('leaves out a version in which nothing is another', () => {
    expect(told([version('2026-03-01/..', { source: 'b.csv' }), version('2026-01-01/2026-03-01')])).toEqual([
      ['began', '2026-01-01'],
    ])
  })

  it('calls what is referred to by its name', () => {
    const [change] = told([
      version('2026-03-01/..', { keeper: '2', keeper_name: '李四' }),
      version('2026-01-01/2026-03-01', { keeper: '1', keeper_name: '张三' }),
    ])
    expect(change).toEqual(['changed', '2026-03-01', 'keeper 张三→李四'])
  })
})

describe('what was put right', () => {
  it('is told by the county’s day on which it was, against what was written then', () => {
    const versions = [version('2026-03-01/..', { watts: 40 }), version('2026-01-01/2026-03-01', { watts: 70 })]
    expect(
      told(versions, [
        { at: '2026-04-30T17:00:00Z', source: 'c.csv', before: version('2026-01-01/2026-03-01', { watts: 60 }, 115) },
        { at: '2026-02-01T02:00:00Z', source: 'b.csv', before: version('2026-01-01/..', { watts: 50 }, 115) },
      ]),
    ).toEqual([
      ['corrected', '2026-05-01', 'watts 60→70', 'moved'],
      ['changed', '2026-03-01', 'watts 70→40'],
      ['corrected', '2026-02-01', 'watts 50→60'],
      ['began', '2026-01-01'],
    ])
  })

  it('was withdrawn where nothing took its place', () => {
    const gone = { at: '2026-08-02T02:00:00Z', source: 'c.csv', before: version('2026-08-01/..') }
    expect(told([], [gone])).toEqual([['withdrawn', '2026-08-02']])
  })

  it('of an event is its one version, whatever day it now has', () => {
    const event = { ...lamps, since: 'on' }
    const before = version('2026-01-05/..', { watts: 9 })
    expect(told([version('2026-01-06/..')], [{ at: '2026-02-01T02:00:00Z', source: null, before }], event)).toEqual([
      ['corrected', '2026-02-01', 'watts 9→60'],
      ['began', '2026-01-06'],
    ])
  })
})
