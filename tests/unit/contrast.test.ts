import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { type Tokens, tokenNames } from '#client/skin/tokens.ts'

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8')

/** Text as small as the page's own, and what is told by a mark, a line or large bold figures (WCAG 2.2, 1.4.3 and 1.4.11). */
const forText = 4.5
const forMarks = 3
/** A letter on its halo must stand out from the ground beyond it too: a halo is but a pixel or two wide. */
const beyondHalo = 2

type Name = keyof Tokens
const ramp = ['ramp-1', 'ramp-2', 'ramp-3', 'ramp-4', 'ramp-5'] as const satisfies Name[]

const changed = ['worse-2', 'worse-1', 'same', 'better-1', 'better-2'] as const satisfies Name[]

interface Pairs {
  why: string
  over: Name[]
  on: Name[]
  least: number
}

/** Every colour that is read on another, each pair once. */
const pairs: Pairs[] = [
  {
    why: 'cards, side and head; buttons pointed at, fields, opened rows',
    over: ['text'],
    on: ['land', 'ground'],
    least: forText,
  },
  {
    why: 'second lines and axes on cards; hints on the ground',
    over: ['second'],
    on: ['land', 'ground'],
    least: forText,
  },
  {
    why: 'links, and words of a state in lines that lie on the ground when pointed at',
    over: ['met-text', 'risk-text', 'late'],
    on: ['land', 'ground'],
    least: forText,
  },
  { why: 'the banner of a page cut off', over: ['risk-text'], on: ['outside'], least: forText },
  {
    why: 'names on the map, on the halo of the land',
    over: ['text', 'second', 'met-text'],
    on: ['land'],
    least: forText,
  },
  { why: 'names of units others run, on their halo', over: ['second'], on: ['outside'], least: forText },
  {
    why: 'names of units and their figures, against each step beyond the halo',
    over: ['text', 'met-text'],
    on: [...ramp],
    least: beyondHalo,
  },
  {
    why: 'names of units while two days are compared, against each tint of a change',
    over: ['text'],
    on: [...changed],
    least: forMarks,
  },
  {
    why: 'the large figure, bars, threads to a target and marks in lists',
    over: ['met', 'risk', 'late', 'second'],
    on: ['land', 'ground'],
    least: forMarks,
  },
  {
    why: 'marks on the map, each edged with the land',
    over: ['met', 'risk', 'late', 'second'],
    on: ['land'],
    least: forMarks,
  },
  {
    why: 'threads on their band of land, and as the legend shows them',
    over: ['thread-1', 'thread-2', 'thread-3'],
    on: ['land'],
    least: forMarks,
  },
  { why: 'the ring of the focus', over: ['thread-2'], on: ['land', 'ground'], least: forMarks },
  {
    why: 'the outline of the chosen unit, and a thing picked',
    over: ['text'],
    on: [...ramp, 'land', 'outside', 'water'],
    least: forMarks,
  },
]

describe.each(['silk', 'ink'])('the colours of %s', (skin) => {
  const tokens = tokensOf(skin)

  it('all stand in the style sheet', () => {
    expect(tokenNames.filter((name) => !/^#[0-9a-f]{6}$/.test(tokens[name] ?? ''))).toEqual([])
  })

  it.each(pairs)('can be told apart: $why', ({ over, on, least }) => {
    const faint = over.flatMap((a) =>
      on.flatMap((b) => {
        const found = contrast(tokens[a], tokens[b])
        return found < least ? [`${a} on ${b}: ${found.toFixed(2)}`] : []
      }),
    )
    expect(faint).toEqual([])
  })

  it('leave the foot’s words readable over whatever map lies under it', () => {
    const share = Number(
      /\.foot \{[^}]*color-mix\(in srgb, var\(--ground\) (\d+)%/.exec(read('client/overview/overview.css'))?.[1],
    )
    const under: Name[] = [...ramp, 'land', 'outside', 'water', 'road', 'second', 'text', 'late', 'thread-1']
    const faint = under.filter(
      (name) => contrast(tokens.second, mix(tokens.ground, tokens[name], share / 100)) < forText,
    )
    expect(faint).toEqual([])
  })

  it('leave the seal readable', () => {
    const top = read('client/overview/top.css')
    const own = skin === 'silk' ? /\.seal \{[^}]*[^-]color: (#\w{6})/ : /"ink"\] \.seal \{[^}]*color: (#\w{6})/
    expect(contrast(own.exec(top)?.[1] ?? '', tokens.late)).toBeGreaterThanOrEqual(forText)
  })

  it('order the ramp by lightness alone, for a reader who sees no hue', () => {
    const steps = ramp.map((name) => luminance(tokens[name]))
    const rising = skin === 'silk' ? [...steps].reverse() : steps
    expect(rising).toEqual([...rising].sort((a, b) => a - b))
    for (const [index, name] of ramp.slice(1).entries())
      expect(contrast(tokens[name], tokens[ramp[index] ?? 'ramp-1']), name).toBeGreaterThan(1.1)
  })
})

it('measures contrast as the formula’s own examples do', () => {
  expect(contrast('#000000', '#ffffff')).toBe(21)
  expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2)
})

function tokensOf(skin: string): Tokens {
  const block = new RegExp(`data-skin="${skin}"\\] \\{([^}]*)\\}`).exec(read('client/skin/tokens.css'))?.[1] ?? ''
  return Object.fromEntries(
    [...block.matchAll(/--([\w-]+): ([^;]+);/g)].map(([, name, value]) => [name, value]),
  ) as Tokens
}

function channels(colour: string): number[] {
  const found = /^#(\w\w)(\w\w)(\w\w)$/
    .exec(colour)
    ?.slice(1)
    .map((pair) => Number.parseInt(pair, 16))
  if (!found) throw new Error(`not a colour: ${colour}`)
  return found
}

/** Relative luminance, WCAG 2.2. */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = channels(colour)
    .map((value) => value / 255)
    .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4))
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/** Contrast ratio, WCAG 2.2: from 1 to 21. */
function contrast(a: string, b: string): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((one, other) => one - other)
  return (light + 0.05) / (dark + 0.05)
}

function mix(a: string, b: string, share: number): string {
  const [from, to] = [channels(a), channels(b)]
  const hex = from.map((value, index) => Math.round(value * share + (to[index] ?? 0) * (1 - share)))
  return `#${hex.map((value) => value.toString(16).padStart(2, '0')).join('')}`
}
