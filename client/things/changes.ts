import type { Geometry } from 'geojson'
import type { Collection, Property } from '#data/model/theme.ts'
import type { Value } from '#data/model/thing.ts'
import type { Versions } from '../api/types.ts'

/** A property that was told otherwise before; `name` where it leads to something that has one. */
export interface Change {
  property: Property
  from: Told
  to: Told
}

interface Told {
  value: Value
  name: Value
}

/**
 * One thing that happened: it began, changed, ended, came back; or its record was put right, or found to be of
 * nothing. `day` is when it holds from, null where it has always been; of what was put right, when that was done.
 */
export interface Step {
  kind: 'began' | 'changed' | 'ended' | 'back' | 'corrected' | 'withdrawn'
  day: string | null
  changes: Change[]
  /** Whether it stands or runs elsewhere than before. */
  moved: boolean
  source: string | null
}

interface Version {
  geometry: Geometry | null
  properties: Record<string, Value>
}

const quiet = { changes: [], moved: false, source: null }

/** What became of a thing, the newest first; what was put right stands under the day on which that was done. */
export function changesOf(collection: Collection, { features, corrections }: Versions): Step[] {
  const versions = features.toReversed()
  const steps = versions.flatMap((version, index) => stepsTo(collection, version, versions[index - 1]))
  const last = versions.at(-1)
  const [, end = null] = last ? spanOf(last) : []
  if (last && end !== null) steps.push({ ...quiet, kind: 'ended', day: end })
  return [...steps, ...putRight(collection, versions, corrections)]
    .map((step, order) => ({ step, order }))
    .sort((a, b) => (b.step.day ?? '').localeCompare(a.step.day ?? '') || b.order - a.order)
    .map(({ step }) => step)
}

function stepsTo(collection: Collection, version: Version, before: Version | undefined): Step[] {
  const [day] = spanOf(version)
  const source = textOf(version.properties['source'])
  if (!before) return [{ ...quiet, kind: 'began', day, source }]
  const change = { ...difference(collection, before, version), day, source }
  const [, end] = spanOf(before)
  if (end !== day)
    return [
      { ...quiet, kind: 'ended', day: end },
      { ...change, kind: 'back' },
    ]
  return says(change) ? [{ ...change, kind: 'changed' }] : []
}

function putRight(collection: Collection, versions: Version[], corrections: Versions['corrections']): Step[] {
  const oldest = corrections.toReversed()
  return oldest.flatMap(({ at, source, before }, index): Step[] => {
    const same = (one: Version) => collection.since !== undefined || spanOf(one)[0] === spanOf(before)[0]
    const after = oldest.slice(index + 1).find((later) => same(later.before))?.before ?? versions.find(same)
    const day = dayOf(at)
    if (!after) return [{ ...quiet, kind: 'withdrawn', day, source }]
    const change = { ...difference(collection, before, after), day, source }
    return says(change) ? [{ ...change, kind: 'corrected' }] : []
  })
}

function says({ changes, moved }: Pick<Step, 'changes' | 'moved'>): boolean {
  return changes.length > 0 || moved
}

function difference({ properties }: Collection, before: Version, after: Version): Pick<Step, 'changes' | 'moved'> {
  const told = (version: Version, name: string): Told => ({
    value: version.properties[name] ?? null,
    name: version.properties[`${name}_name`] ?? null,
  })
  const changes = properties
    .filter(({ name, computed }) => !computed && !name.startsWith('label_'))
    .map((property) => ({ property, from: told(before, property.name), to: told(after, property.name) }))
    .filter(({ from, to }) => from.value !== to.value)
  return { changes, moved: JSON.stringify(before.geometry) !== JSON.stringify(after.geometry) }
}

/** The first day a version holds and the first it no longer does; null where it is open. */
function spanOf({ properties }: Version): [from: string | null, to: string | null] {
  const [from = '..', to = '..'] = String(properties['valid'] ?? '').split('/')
  return [from === '..' ? null : from, to === '..' ? null : to]
}

function textOf(value: Value | undefined): string | null {
  return typeof value === 'string' ? value : null
}

/** The day of a moment by the county's clock. */
function dayOf(moment: string): string {
  return new Date(moment).toLocaleDateString('sv', { timeZone: 'Asia/Shanghai' })
}
