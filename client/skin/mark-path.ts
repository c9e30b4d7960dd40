import type { Mark } from '#data/model/theme.ts'

/** The outline of each state, about the middle of a field 20 wide: told apart without any colour. */
export const markPath: Record<Mark, string> = {
  met: 'M10 3.6a6.4 6.4 0 1 1 0 12.8a6.4 6.4 0 1 1 0-12.8Z',
  'at-risk': 'M10 2.6 17.6 16.2H2.4Z',
  behind: 'M10 1.6 18.4 10 10 18.4 1.6 10Z',
  quiet: 'M10 5.2a4.8 4.8 0 1 1 0 9.6a4.8 4.8 0 1 1 0-9.6Z',
}
