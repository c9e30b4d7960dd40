import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { scenarioFaults } from '#data/model/scenario.ts'
import { shortId, underShortId } from '#server/scenarios/short-id.ts'

describe('a short id', () => {
  it('is eight signs, any of which may stand anywhere, and is hardly ever the same', () => {
    const ids = Array.from({ length: 3000 }, shortId)
    for (const id of ids) expect(id).toMatch(/^[a-z2-9]{8}$/)
    for (let place = 0; place < 8; place++) expect(new Set(ids.map((id) => id[place])).size).toBe(34)
    expect(new Set(ids).size).toBe(3000)
  })

  it('that is taken gives way to another, until one is free', async () => {
    const ids = ['aaaaaaaa', 'bbbbbbbb', 'cccccccc']
    const tried: string[] = []
    const keep = async (id: string) => {
      tried.push(id)
      return id === 'bbbbbbbb' ? `kept as ${id}` : undefined
    }
    expect(await underShortId(keep, () => ids[tried.length] ?? '')).toBe('kept as bbbbbbbb')
    expect(tried).toEqual(['aaaaaaaa', 'bbbbbbbb'])
  })

  it('is not looked for without end, nor after what keeps it failed', async () => {
    await expect(underShortId(async () => undefined)).rejects.toThrow(/is taken/)
    let asked = 0
    const failing = async () => {
      asked++
      throw new Error('away')
    }
    await expect(underShortId(failing)).rejects.toThrow('away')
    expect(asked).toBe(1)
  })
})

describe('what is given as a scenario', () => {
  const faultsOf = (more: object) =>
    scenarioFaults({ name: '城东', scene: '?v=1', ...more }).map(({ member }) => member)

  it.each([
    {},
    { name: ' 城东 ' },
    { name: '㙍'.repeat(80) },
    // of two units each, and with joiners between them
    { name: '😀'.repeat(80) },
    { name: '👨‍👩‍👧‍👦 "or\' 1=1 --' },
    { name: `${' '.repeat(99)}城东` },
    { note: '' },
    { note: '一\n二\r\n\t三' },
    { scene: '?' },
    { scene: '?name=%00&q=公厕 500' },
  ])('may be %j', (more) => {
    expect(faultsOf(more)).toEqual([])
  })

  it.each([
    [{ name: ' \u3000' }, 'name'],
    [{ name: '\u200b' }, 'name'],
    [{ name: '㙍'.repeat(81) }, 'name'],
    [{ name: '城\u0000东' }, 'name'],
    [{ name: '城\n东' }, 'name'],
    [{ name: '城\ud83d东' }, 'name'],
    [{ note: '\u0007' }, 'note'],
    [{ note: '\ude00' }, 'note'],
    [{ scene: 'v=1' }, 'scene'],
    [{ scene: ' ?v=1' }, 'scene'],
    [{ scene: '?v=\u00001' }, 'scene'],
    [{ scene: '?v=1\n' }, 'scene'],
    [{ scene: '?\u009f' }, 'scene'],
  ])('may not be %j', (more, member) => {
    expect(faultsOf(more)).toEqual([member])
  })

  it('has all its faults told at once', () => {
    expect(faultsOf({ name: '', note: '\u0000', scene: '\u0000' })).toEqual(['name', 'note', 'scene', 'scene'])
  })

  it('that has no fault can be told in UTF-8 and is the same again', () => {
    // halves of signs among them, which meet and make a whole or do not
    const texts = fc.string({ unit: fc.constantFrom('a', '城', ' ', '\n', '\u0000', '\ud83d', '\ude00'), maxLength: 9 })
    fc.assert(
      fc.property(texts, texts, (name, rest) => {
        if (faultsOf({ name, scene: `?${rest}` }).length > 0) return
        for (const text of [name.trim(), rest]) {
          expect(Buffer.from(text, 'utf8').toString('utf8')).toBe(text)
          expect([...text].filter((sign) => sign < ' ')).toEqual([])
        }
      }),
    )
  })
})
