import { type Coverage, type CoverageQuestion, mostSitesWithin, type Need, oneEach } from '#data/model/coverage.ts'
import type { Queryable } from '../database/database.ts'
import { allCollections, findCollection, numbersOf } from '../features/collections.ts'
import type { Site } from '../site.ts'
import type { Asked, Barrier } from './cover.ts'
import { faultIn, whereAsked } from './where-asked.ts'

/**
 * Finds what a question is about.
 * @param most how many sites may be tried: so many that their ground can be worked out, unless nobody asks for that
 * @throws {ProblemError} 400 with the place of the fault: a theme that offers nothing, a demand or an area there is none of
 */
export async function understand(
  site: Site,
  database: Queryable,
  question: CoverageQuestion,
  most = mostSitesWithin(question.metres),
): Promise<Asked> {
  const offering = site.catalogue.themes.filter(({ coverage }) => coverage !== undefined)
  const coverage = offering.find(({ id }) => id === question.theme)?.coverage
  if (coverage === undefined) {
    throw fault('theme', `must be one that people walk to: ${offering.map(({ id }) => id).join(', ')}`)
  }
  if (question.sites?.some(([, lat = 0]) => Math.abs(lat) > 90)) {
    throw fault('sites', 'must each be a longitude up to 180 and a latitude up to 90')
  }
  if ((question.sites?.length ?? 0) > most) {
    throw fault('sites', `must be at most ${most} for a way of ${question.metres} metres`)
  }
  const need = await needOf(site, question, coverage)
  return {
    question,
    coverage,
    need,
    ...(await whereAsked(database, question, 'body')),
    collections: {
      offers: await findCollection(site, coverage.offers.collection),
      needs: await findCollection(site, need.collection),
      ground: await findCollection(site, coverage.ground),
    },
    barriers: barriersOf(site),
  }
}

/** What themes say that nobody walks across, as far as it has an extent to stand in. */
function barriersOf({ catalogue }: Site): Barrier[] {
  return catalogue.themes
    .flatMap(({ walking }) => walking?.barriers ?? [])
    .flatMap(({ collection: id, ...barrier }) => {
      const collection = catalogue.collections.get(id)
      return collection?.shape === 'polygon' || collection?.shape === 'any' ? [{ ...barrier, collection }] : []
    })
}

/** A need that the theme declares, or any other layer, of which each thing weighs one, or a number it has. */
async function needOf(site: Site, { demand, weight }: CoverageQuestion, { needs }: Coverage): Promise<Need> {
  const id = demand ?? needs[0]?.id
  const own = needs.find((need) => need.id === id)
  if (own && weight === undefined) return own
  if (own) throw fault('weight', `is of a layer: ${own.id} has its own`)
  const layers = (await allCollections(site)).filter(({ shape }) => shape !== 'none')
  const layer = layers.find((collection) => collection.id === id)
  if (layer === undefined) {
    const known = [...needs, ...layers].map((one) => one.id)
    throw fault('demand', `must be one of ${known.join(', ')}`)
  }
  const other = { id: layer.id, title: layer.title, collection: layer.id }
  if (weight === undefined) return { ...other, unit: oneEach }
  const numbers = numbersOf(layer)
  const number = numbers.find(({ name }) => name === weight)
  if (number === undefined) {
    const known = numbers.map(({ name }) => name).join(', ')
    throw fault('weight', `must be a property of ${layer.id} that holds a number: ${known || 'it has none'}`)
  }
  const unit = number.unit === undefined ? number.title : { zh: number.unit, en: number.unit }
  return { ...other, unit, weight }
}

const fault = (parameter: string, detail: string) => faultIn('body', parameter, detail)
