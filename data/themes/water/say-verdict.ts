import type { Words } from '#data/model/words.ts'
import type { Limits, Standard } from '#data/standards/water/standard.ts'
import type { GradedPoint, Reading, Tally, Verdict } from './verdict.ts'

/** The sentences of `grade-water.ts`: what was found, and which rule it met. */

const verdicts: Record<Verdict, Words> = {
  clear: { zh: '不黑不臭', en: 'clear' },
  mild: { zh: '轻度黑臭', en: 'mildly black-odorous' },
  severe: { zh: '重度黑臭', en: 'severely black-odorous' },
  'no-verdict': { zh: '无法评定', en: 'without a verdict' },
}

export function nothingRead(): Words {
  return { zh: '没有标准所列的任何一项读数，无法评定。', en: 'None of the standard’s indicators was read: no verdict.' }
}

export function readingClear(): Words {
  return { zh: '各项均未达轻度。', en: 'No indicator reaches mild.' }
}

export function readingBlack(reached: readonly Limits[], reading: Reading, verdict: 'mild' | 'severe'): Words {
  const found = reached.map((limits): Words => {
    const value = `${number(reading[limits.id] ?? 0)} ${limits.unit}`
    const passed = passing(limits, limits[verdict])
    const { depth } = reading
    if (limits.id !== 'transparency' || depth === null || depth >= limits.mild)
      return { zh: `${limits.title.zh} ${value}，${passed.zh}`, en: `${limits.title.en} ${value}, ${passed.en}` }
    return {
      zh: `${limits.title.zh} ${value}，水深 ${number(depth)} cm 的 ${percent((reading[limits.id] ?? 0) / depth)}`,
      en: `${limits.title.en} ${value}, ${percent((reading[limits.id] ?? 0) / depth)} of the ${number(depth)} cm of water`,
    }
  })
  return sentence(found, { zh: `：${verdicts[verdict].zh}`, en: `: ${verdicts[verdict].en}` })
}

export function fewSamples(days: number, times: number, least: number): Words {
  return {
    zh: `${days} 天内监测 ${times} 次，少于 ${least} 次，无法评定。`,
    en: `Sampled ${count(times, 'time')} in ${days} days, fewer than ${least}: no verdict.`,
  }
}

export function fewReadings(days: number, seldom: readonly Tally[], least: number): Words {
  const found = seldom.map(({ limits, times }) => ({
    zh: `${limits.title.zh}有 ${times} 次读数`,
    en: `${limits.title.en} was read ${count(times, 'time')}`,
  }))
  const all = join(found)
  return {
    zh: `${days} 天内${all.zh}，少于 ${least} 次，无法评定。`,
    en: `In ${days} days ${all.en}, fewer than ${least}: no verdict.`,
  }
}

export function meansClear(days: number, tallies: readonly Tally[]): Words {
  const all = join(tallies.map(meanOf))
  return {
    zh: `${days} 天内各项均值都在限值内：${all.zh}。`,
    en: `Over ${days} days all means are within the limits: ${all.en}.`,
  }
}

export function meansOver(days: number, over: readonly Tally[]): Words {
  const all = join(
    over.map((one) => {
      const [mean, passed] = [meanOf(one), passing(one.limits, one.limits.mild)]
      return one.shallow !== null ? mean : { zh: `${mean.zh}，${passed.zh}`, en: `${mean.en}, ${passed.en}` }
    }),
    { zh: '；', en: '; ' },
  )
  return { zh: `${days} 天内${all.zh}。`, en: `Over ${days} days ${all.en}.` }
}

export function severeByOne(often: readonly Tally[], share: number): Words {
  return sentence(
    often.map((one) => oftenSevere(one, share)),
    { zh: '：重度黑臭', en: ': severely black-odorous' },
  )
}

export function severeByTwo(often: readonly Tally[], share: number): Words {
  return sentence(
    often.map((one) => oftenSevere(one, share)),
    { zh: `，${often.length} 项同时达到：重度黑臭`, en: `, ${often.length} of them at once: severely black-odorous` },
  )
}

export function mildOnly(tallies: readonly Tally[], { one, two }: Standard['shares']): Words {
  const most = tallies.reduce((a, b) => (b.share > a.share ? b : a))
  const severe =
    most.severe === 0
      ? { zh: '没有重度读数', en: 'No reading is severe' }
      : {
          zh: `重度读数最多的是${most.limits.title.zh}，${most.times} 次中 ${most.severe} 次，没有一项达 ${percent(one)}、两项达 ${percent(two)}`,
          en: `Most often severe is ${most.limits.title.en}, ${most.severe} of ${most.times}; none reaches ${percent(one)}, nor two of them ${percent(two)}`,
        }
  return { zh: `${severe.zh}：轻度黑臭。`, en: `${severe.en}: mildly black-odorous.` }
}

/** A point with the one sentence that weighs most: of a severe one how often it was, else its means. */
export function ofPoint({ name, verdict, reasons }: GradedPoint): Words {
  const why = verdict === 'severe' ? reasons.at(-1) : reasons[0]
  return {
    zh: `${name}${verdicts[verdict].zh}：${why?.zh ?? ''}`,
    en: `${name} is ${verdicts[verdict].en}: ${why?.en ?? ''}`,
  }
}

export function fewPoints(points: number, least: number): Words {
  const found = points === 0 ? { zh: '没有监测点', en: 'No point is sampled' } : undefined
  return {
    zh: `${found?.zh ?? `只有 ${points} 个监测点`}，少于 ${least} 个，无法评定。`,
    en: `${found?.en ?? `Only ${count(points, 'point')}`}, fewer than ${least}: no verdict.`,
  }
}

export function fewGraded(points: number, graded: number, least: number): Words {
  return {
    zh: `${points} 个监测点中 ${graded} 个可评定，少于 ${least} 个，无法评定。`,
    en: `Of ${points} points ${graded} could be graded, fewer than ${least}: no verdict.`,
  }
}

export function bodySevere(graded: number, severe: number, share: number): Words {
  return {
    zh: `${graded} 个可评定的点中 ${severe} 个重度（${percent(severe / graded)} ≥ ${percent(share)}）：全水体重度黑臭。`,
    en: `Of ${graded} graded points ${severe} are severe (${percent(severe / graded)} ≥ ${percent(share)}): the whole water is severely black-odorous.`,
  }
}

export function bodyMild(graded: number, severe: number, mild: number, share: number): Words {
  if (severe === 0) {
    return {
      zh: `${graded} 个可评定的点中 ${mild} 个轻度，没有重度：轻度黑臭。`,
      en: `Of ${graded} graded points ${mild} are mild and none severe: mildly black-odorous.`,
    }
  }
  return {
    zh: `${graded} 个可评定的点中 ${severe} 个重度（未达 ${percent(share)}）、${mild} 个轻度：轻度黑臭。`,
    en: `Of ${graded} graded points ${severe} are severe (short of ${percent(share)}) and ${mild} mild: mildly black-odorous.`,
  }
}

export function bodyOpen(points: number, graded: number): Words {
  return {
    zh: `${points} 个监测点中 ${graded} 个不黑不臭，其余无法评定：全水体无法评定。`,
    en: `Of ${points} points ${graded} are clear and the others without a verdict: no verdict on the water.`,
  }
}

export function bodyClear(graded: number): Words {
  return { zh: `${graded} 个监测点都不黑不臭。`, en: `All ${graded} points are clear.` }
}

export function section(points: readonly GradedPoint[]): Words {
  const [from, to] = [points[0]?.name, points.at(-1)?.name]
  return {
    zh: `${from}至${to}连续 ${points.length} 个点重度：该段重度黑臭。`,
    en: `From ${from} to ${to} ${points.length} points in a row are severe: that section is severely black-odorous.`,
  }
}

function meanOf({ limits, mean, times, shallow }: Tally): Words {
  if (shallow === null)
    return {
      zh: `${limits.title.zh} ${times} 次均值 ${number(mean)} ${limits.unit}`,
      en: `${limits.title.en} averages ${number(mean)} ${limits.unit} in ${times} readings`,
    }
  const share = percent(mean / limits.mild)
  return {
    zh: `${limits.title.zh} ${times} 次均值为限值的 ${share}（水深不足 ${limits.mild} cm 的，限值为水深）`,
    en: `${limits.title.en} averages ${share} of the limit in ${times} readings (the depth, where under ${limits.mild} cm)`,
  }
}

function oftenSevere({ limits, times, severe, share, shallow }: Tally, least: number): Words {
  const passed = passing(limits, limits.severe)
  const bottom =
    shallow === null
      ? { zh: '', en: '' }
      : { zh: `（浅水为水深的 ${percent(shallow)}）`, en: ` (in shallow water ${percent(shallow)} of the depth)` }
  return {
    zh: `${limits.title.zh} ${times} 次中 ${severe} 次${passed.zh}${bottom.zh}（${percent(share)} ≥ ${percent(least)}）`,
    en: `${limits.title.en} ${passed.en}${bottom.en} in ${severe} of ${times} readings (${percent(share)} ≥ ${percent(least)})`,
  }
}

function passing({ worse, unit }: Limits, limit: number): Words {
  const value = `${number(limit)} ${unit}`
  return worse === 'less'
    ? { zh: `低于 ${value}`, en: `below ${value}` }
    : { zh: `高于 ${value}`, en: `above ${value}` }
}

function sentence(parts: readonly Words[], end: Words): Words {
  const all = join(parts)
  return { zh: `${all.zh}${end.zh}。`, en: `${all.en.charAt(0).toUpperCase()}${all.en.slice(1)}${end.en}.` }
}

function join(parts: readonly Words[], by: Words = { zh: '、', en: ', ' }): Words {
  return { zh: parts.map(({ zh }) => zh).join(by.zh), en: parts.map(({ en }) => en).join(by.en) }
}

function count(n: number, what: string): string {
  return `${n} ${what}${n === 1 ? '' : 's'}`
}

/** To three figures or so, with a true minus sign. */
function number(value: number): string {
  const decimals = Math.abs(value) < 10 ? 2 : Math.abs(value) < 100 ? 1 : 0
  return String(Number(value.toFixed(decimals))).replace('-', '−')
}

/** Never rounded up, so that what falls short does not read as if it did not. */
function percent(share: number): string {
  return `${Math.floor(share * 1000 + 1e-6) / 10} %`
}
