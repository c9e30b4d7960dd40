import { expect, it } from 'vitest'
import type { Queryable } from '#server/database/database.ts'
import { Remembered } from '#server/indicators/remembered.ts'

/** A database that shows what it is told to. */
function showing(snapshot: { text: string }): Queryable {
  return { query: async <T extends object>() => [{ shown: snapshot.text }] as T[] }
}

it('what was worked out is kept while the database shows the same, and under its own name', async () => {
  const snapshot = { text: '10:10:' }
  const on = showing(snapshot)
  const remembered = new Remembered<{ n: number }>()
  let worked = 0
  const ask = (name: string) => remembered.take(on, name, async () => ({ n: ++worked }))
  expect([await ask('a'), await ask('a'), await ask('b')]).toEqual([{ n: 1 }, { n: 1 }, { n: 2 }])
  // somebody writes, and then is done
  snapshot.text = '10:11:10'
  expect(await ask('a')).toEqual({ n: 3 })
  snapshot.text = '11:11:'
  expect([await ask('a'), await ask('a')]).toEqual([{ n: 4 }, { n: 4 }])
})

it('what came while something changed is not given to whoever asks afterwards', async () => {
  const snapshot = { text: '10:10:' }
  const remembered = new Remembered<{ told: string }>()
  const on = showing(snapshot)
  await remembered.take(on, 'a', async () => {
    snapshot.text = '11:11:'
    return { told: 'of either' }
  })
  expect(await remembered.take(on, 'a', async () => ({ told: 'now' }))).toEqual({ told: 'now' })
})

it('what failed is worked out anew', async () => {
  const remembered = new Remembered<{ told: string }>()
  const on = showing({ text: '1:1:' })
  const failed = remembered.take(on, 'a', async () => {
    throw new Error('stopped')
  })
  await expect(failed).rejects.toThrow('stopped')
  expect(await remembered.take(on, 'a', async () => ({ told: 'then' }))).toEqual({ told: 'then' })
})
