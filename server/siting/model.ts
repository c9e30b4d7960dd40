import type { Highs, ModelData } from 'highs'
import type { Problem } from './problem.ts'

interface Row {
  lower: number
  upper: number
  entries: [column: number, value: number][]
}

/**
 * The problem as a mixed integer program: maximal covering (`cover-most`, `meet-density`) or, with the least number of sites, or
 * cost, partial set covering (`cover-share`). A column for each candidate, 0 or 1, then one for each demand, from 0 to 1, which
 * need not be whole: once the candidates are, so is the best of it.
 */
export function modelOf(highs: Highs, problem: Problem): ModelData {
  const { weights, covers, near, costs, wanted } = problem
  const candidates = covers.length
  const columns = candidates + weights.length
  const coveredBy: number[][] = Array.from(weights, () => [])
  for (const [candidate, cover] of covers.entries()) for (const demand of cover) coveredBy[demand]?.push(candidate)
  const demandColumn = (demand: number) => candidates + demand
  const one = (column: number): [number, number] => [column, 1]
  const rows: Row[] = coveredBy.map((by, demand) => ({
    lower: 0,
    upper: highs.infinity,
    entries: [...by.map(one), [demandColumn(demand), -1]],
  }))
  for (const [candidate, others] of near.entries())
    for (const other of others)
      if (other > candidate) rows.push({ lower: -highs.infinity, upper: 1, entries: [one(candidate), one(other)] })
  if (wanted.goal === 'cover-most') {
    rows.push({ lower: 0, upper: wanted.count, entries: covers.map((_, candidate) => one(candidate)) })
    if (costs && wanted.budget !== undefined) {
      const entries = Array.from(costs, (cost, candidate): [number, number] => [candidate, cost])
      rows.push({ lower: 0, upper: wanted.budget, entries })
    }
  } else if (wanted.goal === 'cover-share') {
    const entries = Array.from(weights, (weight, demand): [number, number] => [demandColumn(demand), weight])
    rows.push({ lower: wanted.weight, upper: highs.infinity, entries })
  } else {
    for (const [unit, missing] of wanted.missing.entries()) {
      const entries = covers.flatMap((_, candidate) => (wanted.unitOf[candidate] === unit ? [one(candidate)] : []))
      rows.push({ lower: missing, upper: missing, entries })
    }
  }
  const fewest = wanted.goal === 'cover-share'
  const { objectiveSense, variableType } = highs.constants
  const starts = [0]
  for (const { entries } of rows) starts.push((starts.at(-1) ?? 0) + entries.length)
  const entries = rows.flatMap((row) => row.entries)
  const byColumn = <T>(candidate: (n: number) => T, demand: (n: number) => T) =>
    Array.from({ length: columns }, (_, n) => (n < candidates ? candidate(n) : demand(n - candidates)))
  // in no unit, a site would be one too many
  const allowed = (candidate: number) => (wanted.goal === 'meet-density' && wanted.unitOf[candidate] === -1 ? 0 : 1)
  return {
    numCols: columns,
    numRows: rows.length,
    sense: fewest ? objectiveSense.minimize : objectiveSense.maximize,
    colCost: byColumn(
      (candidate) => (fewest ? (costs?.[candidate] ?? 1) : 0),
      (demand) => (fewest ? 0 : (weights[demand] ?? 0)),
    ),
    colLower: byColumn(
      () => 0,
      () => 0,
    ),
    colUpper: byColumn(allowed, () => 1),
    rowLower: rows.map(({ lower }) => lower),
    rowUpper: rows.map(({ upper }) => upper),
    matrix: {
      format: 'csr',
      numRows: rows.length,
      numCols: columns,
      starts,
      indices: entries.map(([column]) => column),
      values: entries.map(([, value]) => value),
    },
    integrality: byColumn(
      () => variableType.integer,
      () => variableType.continuous,
    ),
  }
}

/** The columns of a choice, to start from. */
export function startOf({ weights, covers }: Problem, picks: readonly number[]): number[] {
  const columns = Array.from({ length: covers.length + weights.length }, () => 0)
  for (const pick of picks) {
    columns[pick] = 1
    for (const demand of covers[pick] ?? []) columns[covers.length + demand] = 1
  }
  return columns
}

/** The choice that columns stand for. */
export function picksOf({ covers }: Problem, columns: ArrayLike<number>): number[] {
  return covers.flatMap((_, candidate) => ((columns[candidate] ?? 0) > 0.5 ? [candidate] : []))
}
