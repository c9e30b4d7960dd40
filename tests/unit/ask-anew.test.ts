import { QueryClient, QueryObserver } from '@tanstack/react-query'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { askAnew, type RestsOn } from '#client/api/ask-anew.ts'
import { health as heard } from '#client/api/queries.ts'
import type { Health } from '#data/model/health.ts'

const health = {
  today: '2026-06-30',
  county: { code: '410122', name: '中牟县' },
  dataAsOf: '2026-06-30T00:00:00.000Z',
  versions: { areas: 3, toilets: 5, targets: 1 },
  figures: { toilet_density: 9, road_chief_coverage: 4 },
  themes: 'one',
} as unknown as Health

/** What is looked at: how often it was asked for, and how each answer is to come. */
const rests: Record<string, RestsOn | undefined> = {
  density: { figure: 'toilet_density' },
  coverage: { figure: 'road_chief_coverage' },
  units: { collection: 'areas' },
  themes: 'themes',
  found: undefined,
}

const client = new QueryClient({ defaultOptions: { queries: { retry: false, staleTime: Number.POSITIVE_INFINITY } } })
afterEach(() => client.clear())

/** Looks at all of it. @returns what was asked for since, in order */
async function look(answer: (name: string) => Promise<unknown> = async (name) => name) {
  const asked: string[] = []
  for (const [name, restsOn] of Object.entries(rests)) {
    new QueryObserver(client, {
      queryKey: ['data', name],
      meta: restsOn ? { restsOn } : {},
      queryFn: () => {
        asked.push(name)
        return answer(name)
      },
    }).subscribe(() => {})
  }
  await new Promise((resolve) => setTimeout(resolve))
  return asked
}

async function askedBy(now: Partial<Health>): Promise<string[]> {
  const asked = await look()
  asked.length = 0
  await askAnew(client, health, { ...health, ...now })
  return asked.sort()
}

const everything = Object.keys(rests).sort()

describe('what is asked anew', () => {
  it.each([
    [
      'other toilets',
      { versions: { ...health.versions, toilets: 6 }, figures: { ...health.figures, toilet_density: 10 } },
      ['density', 'found'],
    ],
    [
      'other areas',
      { versions: { ...health.versions, areas: 4 }, figures: { toilet_density: 10, road_chief_coverage: 5 } },
      ['coverage', 'density', 'found', 'units'],
    ],
    ['a server that came with other themes', { themes: 'two' }, ['found', 'themes']],
    ['another day', { today: '2026-07-01' }, everything],
    ['a backup, in which versions are as they were once', { versions: { ...health.versions, toilets: 4 } }, everything],
    ['a backup that has come to the same versions', { dataAsOf: '2026-07-01T00:00:00.000Z' }, everything],
    [
      'another county',
      { county: { code: '410123', name: '' }, versions: { ...health.versions, toilets: 6 } },
      everything,
    ],
  ])('of %s is what may be another by it', async (_, now, asked) => {
    expect(await askedBy(now)).toEqual(asked)
  })

  it('is also what could not be had', async () => {
    let broken = true
    const asked = await look(async (name) => {
      if (broken && name === 'coverage') throw new Error('away')
      return name
    })
    asked.length = 0
    broken = false
    await askAnew(client, health, { ...health, versions: { ...health.versions, other: 1 } })
    expect(asked).toContain('coverage')
    expect(client.getQueryData(['data', 'coverage'])).toBe('coverage')
  })

  it('is also what was on its way: an answer of before is not taken', async () => {
    const answers: ((answer: string) => void)[] = []
    await look((name) => (name === 'density' ? new Promise((resolve) => answers.push(resolve)) : Promise.resolve(name)))
    await askAnew(client, health, {
      ...health,
      figures: { ...health.figures, toilet_density: 10 },
      versions: { toilets: 6 },
    })
    expect(answers.length).toBe(2)
    answers[0]?.('before')
    answers[1]?.('after')
    await expect.poll(() => client.getQueryData(['data', 'density'])).toBe('after')
  })
})

describe('what is heard of a server', () => {
  it('without its database is only that: the county stays as it was last told', async () => {
    const county = { code: '410122', name: '中牟县' }
    const answers = [
      { ...health, status: 'ok', county },
      { ...health, status: 'database-away', county: { code: '', name: '' }, versions: {}, figures: {} },
    ]
    vi.stubGlobal('fetch', async () => Response.json(answers.shift()))
    new QueryObserver(client, heard).subscribe(() => {})
    // a part of the page that goes by less has the same question
    new QueryObserver(client, { ...heard, enabled: false, select: ({ versions }) => versions }).subscribe(() => {})
    await expect.poll(() => client.getQueryData(heard.queryKey)?.status).toBe('ok')
    await client.refetchQueries({ queryKey: heard.queryKey })
    vi.unstubAllGlobals()
    expect(client.getQueryData(heard.queryKey)).toEqual({ ...health, status: 'database-away', county })
  })
})
