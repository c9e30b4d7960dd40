/** The colours the map draws with; their values stand in tokens.css alone. */
export const tokenNames = [
  'ground',
  'land',
  'outside',
  'hairline',
  'text',
  'second',
  'water',
  'road',
  'built',
  'late',
  'risk',
  'met',
  'met-text',
  'risk-text',
  'thread-1',
  'thread-2',
  'thread-3',
  'ramp-1',
  'ramp-2',
  'ramp-3',
  'ramp-4',
  'ramp-5',
  'worse-2',
  'worse-1',
  'same',
  'better-1',
  'better-2',
] as const
export type TokenName = (typeof tokenNames)[number]
export type Tokens = Record<TokenName, string>

/** Reads the colours of the skin that stands on the page now. */
export function readTokens(style: CSSStyleDeclaration = getComputedStyle(document.documentElement)): Tokens {
  return Object.fromEntries(tokenNames.map((name) => [name, style.getPropertyValue(`--${name}`).trim()])) as Tokens
}
