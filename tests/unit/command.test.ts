import { describe, expect, it } from 'vitest'
import type { Collection } from '#data/model/theme.ts'
import ground from '#data/themes/ground/theme.ts'
import { readCommand } from '#server/imports/command.ts'
import { mapFields } from '#server/imports/map-fields.ts'

const areas = ground.collections[0] as Collection
const none = new Map<string, string>()

describe('the import command', () => {
  it('reads every option of the contract', () => {
    const command = readCommand([
      'a b.csv',
      '--into',
      'toilets',
      '--crs',
      'GCJ-02',
      '--encoding',
      'GBK',
      '--x',
      '经度',
      '--y',
      '纬度',
      '--columns',
      'a,b',
      '--map',
      '名=称=name',
      '--set',
      'state=open',
      '--as-of',
      '2026-01-02',
      '--replace',
      '--repair',
      '--node',
      '--skip-refused',
      '--dry-run',
      '--drop-sample',
      '--report',
      'json',
      '--layer',
      'L',
    ])
    expect(command).toMatchObject({
      file: 'a b.csv',
      into: 'toilets',
      reference: false,
      crs: 'GCJ-02',
      encoding: 'GBK',
      x: '经度',
      y: '纬度',
      columns: ['a', 'b'],
      asOf: '2026-01-02',
      replace: true,
      repair: true,
      node: true,
      skipRefused: true,
      dryRun: true,
      dropSample: true,
      json: true,
      layer: 'L',
    })
    expect([...command.maps]).toEqual([['name', '名=称']])
    expect([...command.sets]).toEqual([['state', 'open']])
  })
  it.each([
    [[], /one file/],
    [['a', 'b', '--into', 'x'], /one file/],
    [['a'], /--into/],
    [['a', '--into', 'Robert; drop'], /--into/],
    [['a', '--into', 'x', '--as', 'truth'], /reference/],
    [['a', '--into', 'x', '--as-of', '2026-02-30'], /2026-02-30 is not a day/],
    [['a', '--into', 'x', '--map', 'name'], /--map name/],
    [['a', '--into', 'x', '--colour'], /--colour/],
    [['a', '--into', 'x', '--report', 'xml'], /json/],
  ])('%j is refused with a sentence', (args, sentence) => {
    expect(() => readCommand(args)).toThrow(sentence)
  })
})

describe('the columns of a file', () => {
  it('are known by name, title and alias, and by what the command says', () => {
    const mapping = mapFields(areas, ['区划代码', '乡镇名称', '所属县'], none, new Map([['level', '乡镇街道']]))
    expect(mapping.unused).toEqual(['所属县'])
    expect(mapping.map({ 区划代码: '410122106', 乡镇名称: ' 郑庵镇 ', 所属县: '中牟县' })).toEqual({
      properties: { code: '410122106', name: '郑庵镇', level: 'township' },
    })
  })
  it('give an area its level by the length of its code', () => {
    const mapping = mapFields(areas, ['code', 'name'], none, none)
    const level = (code: string) => mapping.map({ code, name: 'x' })
    expect(level('410122')).toMatchObject({ properties: { level: 'county' } })
    expect(level('410122001')).toMatchObject({ properties: { level: 'township' } })
    expect(level('410122001002')).toMatchObject({ properties: { level: 'community' } })
    expect(level('41012')).toHaveProperty('fault')
    expect(mapping.map({ name: 'no code, no level' })).toHaveProperty('fault')
  })
  it('are asked for when something required is missing', () => {
    expect(() => mapFields(areas, ['a', 'b'], none, none)).toThrow(/--map COLUMN=name .* The file has: a, b/)
    expect(() => mapFields(areas, ['name'], new Map([['name', 'nom']]), none)).toThrow(/no column nom/)
    expect(() => mapFields(areas, ['name'], new Map([['colour', 'name']]), none)).toThrow(/no property colour/)
    expect(() => mapFields(areas, ['name'], none, new Map([['level', 'moon']]))).toThrow(/--set level=moon/)
  })

  it('takes neither of two columns that could be one property, until told which', () => {
    const level = new Map([['level', 'township']])
    for (const twins of [
      ['name', 'name (2)'],
      ['name', '名称'],
      ['Name', 'name '],
    ])
      expect(() => mapFields(areas, twins, none, level)).toThrow(
        /^Both .* could be name \(名称\)\. Add --map COLUMN=name/,
      )
    const told = mapFields(areas, ['name', 'name (2)'], new Map([['name', 'name (2)']]), level)
    expect(told.map({ name: 'a', 'name (2)': 'b' })).toEqual({ properties: { level: 'township', name: 'b' } })
    const away = mapFields(areas, ['name', '名称'], new Map([['run_by', '名称']]), level)
    expect(away.map({ name: 'a', 名称: 'b' })).toEqual({ properties: { level: 'township', name: 'a', run_by: 'b' } })
    expect(mapFields(areas, ['name', 'code', '代码'], none, new Map([...level, ['code', '']])).unused).toEqual(['代码'])
  })
})
