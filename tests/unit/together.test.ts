import { describe, expect, it } from 'vitest'
import { Together } from '#server/together.ts'

/** Work that ends when it is told to, and remembers what was done to it. */
function createWork() {
  const runs: { stop: AbortSignal; end: (result: string) => void; fail: (error: Error) => void }[] = []
  const work = (stop: AbortSignal) =>
    new Promise<string>((end, fail) => {
      runs.push({ stop, end, fail })
    })
  return { runs, work }
}
const never = new AbortController().signal

describe('those who want the same at once', () => {
  it('share one run; those who come later, or want something else, get their own', async () => {
    const { runs, work } = createWork()
    const together = new Together<string>()
    const wanted = [together.want('a', never, work), together.want('a', never, work), together.want('b', never, work)]
    expect(runs).toHaveLength(2)
    runs[0]?.end('first')
    runs[1]?.end('other')
    expect(await Promise.all(wanted)).toEqual(['first', 'first', 'other'])
    const later = together.want('a', never, work)
    runs[2]?.end('second')
    expect(await later).toBe('second')
  })

  it('share a failure too, and the next one tries anew', async () => {
    const { runs, work } = createWork()
    const together = new Together<string>()
    const wanted = [together.want('a', never, work), together.want('a', never, work)]
    runs[0]?.fail(new Error('no luck'))
    for (const one of wanted) await expect(one).rejects.toThrow('no luck')
    const later = together.want('a', never, work)
    runs[1]?.end('luck')
    expect(await later).toBe('luck')
  })

  it('stop it when the last has left, not before; nobody joins a run that is being stopped', async () => {
    const { runs, work } = createWork()
    const together = new Together<string>()
    const [one, other] = [new AbortController(), new AbortController()]
    together.want('a', one.signal, work).catch(() => {})
    together.want('a', other.signal, work).catch(() => {})
    one.abort()
    expect(runs[0]?.stop.aborted).toBe(false)
    other.abort()
    expect(runs[0]?.stop.aborted).toBe(true)
    const later = together.want('a', never, work)
    runs[0]?.fail(new Error('stopped'))
    runs[1]?.end('whole')
    expect(await later).toBe('whole')
    expect(runs).toHaveLength(2)
  })

  it('begin nothing for someone who has left already', async () => {
    const { runs, work } = createWork()
    await expect(new Together<string>().want('a', AbortSignal.abort(), work)).rejects.toMatchObject({ name: 'Stopped' })
    expect(runs).toEqual([])
  })
})
