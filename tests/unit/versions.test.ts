import { describe, expect, it } from 'vitest'
import { Versions } from '#server/tiles/versions.ts'

describe('the versions of the rows', () => {
  it('are asked once for all who want them at once, and never taken from a question asked before', async () => {
    const answers: ((version: number) => void)[] = []
    const versions = new Versions(
      () =>
        new Promise((resolve) => {
          answers.push((version) => resolve(new Map([['toilets', version]])))
        }),
    )
    const first = [versions.of('toilets'), versions.of('toilets'), versions.of('roads')]
    await expect.poll(() => answers.length).toBe(1)
    // whatever was committed just before these, the question under way may have missed
    const second = [versions.of('toilets'), versions.of('toilets')]
    answers[0]?.(1)
    expect(await Promise.all(first)).toEqual([1, 1, 0])
    await expect.poll(() => answers.length).toBe(2)
    answers[1]?.(2)
    expect(await Promise.all(second)).toEqual([2, 2])
  })

  it('are asked anew after a question that failed', async () => {
    let asked = 0
    const versions = new Versions(async () => {
      if (++asked === 1) throw new Error('away')
      return new Map([['toilets', 7]])
    })
    const first = versions.of('toilets')
    await expect(first).rejects.toThrow('away')
    expect(await versions.of('toilets')).toBe(7)
  })
})
