import type { Figure, Indicator, TargetView } from '#data/model/indicator.ts'
import { type Earlier, figureValue, gapOf, missingOf, paceOf, type Sums, statusOf } from '#data/model/status.ts'
import { capital, type Language } from '#data/model/words.ts'
import type { TargetRow, UnitSums } from './queries.ts'

type Recorded = { day: string; numerator: number; denominator: number }

/** Makes a unit's figure: what its evidence adds up to, against each target that holds for it. */
export function figureOf(
  indicator: Indicator,
  unit: UnitSums,
  targets: readonly TargetRow[],
  recorded: Recorded | undefined,
  day: string,
  language: Language,
): Omit<Figure, 'explanation'> {
  const sums = counted(unit)
  const value = sums === null ? null : figureValue(indicator, sums)
  const earlier = earlierValue(indicator, recorded)
  const views = targetsFor(targets, unit.fid).map((target): TargetView & { pace: Figure['pace'] } => {
    const pace = value === null ? null : paceOf(indicator, value, target.value, target.due, day, earlier)
    return {
      value: target.value,
      due: target.due,
      noDate: target.noDate?.[language] ?? null,
      issuer: target.issuer,
      document: target.document[language],
      status: statusOf(indicator, value, target.value, pace),
      gap: value === null ? null : gapOf(indicator, value, target.value),
      missing: sums === null || value === null ? null : missingOf(indicator, sums, target.value),
      pace,
    }
  })
  const [leading] = views
  return {
    area: unit.key,
    name: unit.name,
    numerator: unit.numerator,
    denominator: unit.denominator,
    value,
    target: leading?.value ?? null,
    due: leading?.due ?? null,
    gap: leading?.gap ?? null,
    missing: leading?.missing ?? null,
    status: leading?.status ?? statusOf(indicator, value, null, null),
    pace: leading?.pace ?? null,
    targets: views.map(({ pace: _, ...view }) => view),
  }
}

/** A unit's own targets, or the county's where it has none. */
function targetsFor(targets: readonly TargetRow[], unit: number): readonly TargetRow[] {
  const own = targets.filter((target) => target.area === unit)
  return own.length > 0 ? own : targets.filter((target) => target.area === null)
}

function counted({ numerator, denominator, short }: UnitSums): Sums | null {
  return numerator === null || denominator === null ? null : { numerator, denominator, short: short ?? 0 }
}

function earlierValue(indicator: Indicator, recorded: Recorded | undefined): Earlier | undefined {
  if (recorded === undefined) return undefined
  const value = figureValue(indicator, recorded)
  return value === null ? undefined : { day: recorded.day, value }
}

/** The formula in words, made from the declaration. */
export function formulaOf(indicator: Indicator, language: Language): string {
  const { numerator, denominator, rule } = indicator
  const say = (part: Indicator['numerator']) => `${part.what[language]} (${part.unit[language]})`
  const sum =
    indicator.value === 'count'
      ? say(numerator)
      : `${say(numerator)} ÷ ${say(denominator)}${indicator.value === 'percent' ? ' × 100' : ''}`
  return language === 'zh' ? `${sum}。${rule.zh}。` : `${capital(sum)}. ${capital(rule.en)}.`
}
