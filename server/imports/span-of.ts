import type { Value } from '#data/model/thing.ts'

/**
 * The days a row holds, as the database writes them: from the day the command or the row itself says, until the row's
 * own last, which is not one of them.
 * @returns why not, where it would end before it begins
 */
export function spanOf(
  { valid_from: from, valid_to: to }: Record<string, Value>,
  asOf: string,
): { valid: string } | { fault: string } {
  const first = typeof from === 'string' ? from : asOf
  if (typeof to !== 'string') return { valid: `[${first},)` }
  if (to > first) return { valid: `[${first},${to})` }
  if (first === from) return { fault: 'it ends before it begins' }
  return { fault: `it ended before ${asOf}, the day it is to begin; give its first day too` }
}
