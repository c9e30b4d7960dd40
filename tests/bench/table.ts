/** One line of the table: ours beside a rival in the same run. */
export interface Line {
  what: string
  ours: string
  rival: string
  ratio: number
  goal: number
}

/** The table as the README keeps it. */
export function tableOf(lines: readonly Line[]): string {
  const rows = lines.map(({ what, ours, rival, ratio, goal }) => {
    const met = ratio >= goal ? '' : ' ✗'
    return `| ${what} | ${ours} | ${rival} | ${ratio.toFixed(2)} | ${goal}${met} |`
  })
  return ['| what | ours | rival | ours ÷ rival | goal |', '| --- | --- | --- | --- | --- |', ...rows].join('\n')
}

/** The middle one of an odd number of measurements. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}

/** The median of the ratios of rounds that were measured side by side: what slows a machine for a while slows both. */
export function pairedRatio(ours: readonly number[], theirs: readonly number[]): number {
  return median(ours.map((rate, round) => rate / (theirs[round] ?? Number.NaN)))
}
