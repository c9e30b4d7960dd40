import type { FastifyInstance } from 'fastify'
import { type Static, Type } from 'typebox'
import { today } from '#data/model/day.ts'
import { saySetting, settingFault } from '#data/model/setting.ts'
import { Words } from '#data/model/words.ts'
import { settle } from '../county-changes.ts'
import { answersJson, nothing } from '../http/answers.ts'
import { dayOf } from '../http/day.ts'
import { writesFromHere } from '../http/guests.ts'
import { FormQuery } from '../http/html.ts'
import { languageOf } from '../http/language.ts'
import { Area, FirstDay, IndicatorId } from '../http/parameters.ts'
import { notFound, ProblemError } from '../http/problem.ts'
import { areaByKey } from '../indicators/queries.ts'
import type { Site } from '../site.ts'
import { changeSetting, changeTarget, settingRows, targetRows } from './queries.ts'

const strict = { additionalProperties: false }
const changed = '已改 · changed'
const SettingName = Type.String({ description: '设置的名字，见 /settings · a setting’s name, from /settings' })
const SettingBody = Type.Object(
  {
    value: Type.Unknown(),
    from: Type.Optional(FirstDay),
    note: Type.Optional(Type.String({ maxLength: 1000 })),
  },
  strict,
)
const TargetBody = Type.Object(
  {
    issuer: Type.Enum(['county', 'city', 'province', 'nation']),
    value: Type.Union([Type.Number(), Type.Null()], { description: 'null ends the target' }),
    due: Type.Optional(Type.String()),
    noDate: Type.Optional(Words),
    document: Type.Optional(Words),
    area: Type.Optional(Area),
    from: Type.Optional(FirstDay),
  },
  strict,
)

/** What the county decides for itself: settings and targets, each with its history. */
export async function settingRoutes(app: FastifyInstance, site: Site): Promise<void> {
  const tags = ['settings']

  app.get(
    '/api/settings',
    {
      schema: {
        tags,
        summary: '县里定的 · What the county has decided',
        querystring: Type.Object(FormQuery, strict),
        response: answersJson(),
      },
    },
    async (request, reply) => {
      const language = languageOf(request)
      const rows = await settingRows(site.database())
      reply.header('cache-control', 'no-cache')
      return {
        settings: [...site.catalogue.settings.values()].map((setting) => ({
          name: setting.name,
          title: setting.title[language],
          source: setting.source[language],
          checked: setting.checked,
          history: rows
            .filter(({ name }) => name === setting.name)
            .map(({ value, from, to, note }) => ({
              value,
              says: saySetting(setting, value, language),
              from,
              to,
              note,
            })),
        })),
      }
    },
  )

  app.put<{ Params: { name: string }; Body: Static<typeof SettingBody> }>(
    '/api/settings/:name',
    {
      schema: {
        tags,
        summary: '改一项设置，自某日起 · Sets a value from a day on',
        params: Type.Object({ name: SettingName }),
        body: SettingBody,
        response: nothing(changed),
      },
      onRequest: writesFromHere(site),
    },
    async (request, reply) => {
      const { name } = request.params
      const setting = site.catalogue.settings.get(name)
      if (setting === undefined) throw notFound('setting', name, site.catalogue.settings.keys())
      const { value, note = null } = request.body
      const fault = settingFault(setting, value)
      if (fault !== undefined) throw new ProblemError(400, `value ${fault}.`, [{ at: 'body/value', detail: fault }])
      const from = dayOf(request.body.from, 'from')
      await site.database().transaction(async (inside) => {
        await changeSetting(inside, { name, value, from, note })
        await settle(inside, site.catalogue, from)
      })
      return reply.code(204).send()
    },
  )

  app.get<{ Querystring: { indicator?: string } }>(
    '/api/targets',
    {
      schema: {
        tags,
        summary: '现有和有过的目标 · Every target there is and was',
        querystring: Type.Object({ indicator: Type.Optional(IndicatorId), ...FormQuery }, strict),
        response: answersJson(),
      },
    },
    async (request, reply) => {
      const { indicator } = request.query
      if (indicator !== undefined) known(indicator)
      reply.header('cache-control', 'no-cache')
      return { targets: await targetRows(site.database(), indicator) }
    },
  )

  app.put<{ Params: { indicator: string }; Body: Static<typeof TargetBody> }>(
    '/api/targets/:indicator',
    {
      schema: {
        tags,
        summary: '定一个目标，自某日起 · Sets a target from a day on',
        params: Type.Object({ indicator: IndicatorId }),
        body: TargetBody,
        response: nothing(changed),
      },
      onRequest: writesFromHere(site),
    },
    async (request, reply) => {
      const { indicator } = request.params
      known(indicator)
      const { issuer, value, due = null, noDate = null, document, area } = request.body
      if (value !== null && document === undefined) throw missing('document', 'must name what issued the target')
      if (value !== null && due === null && noDate === null) {
        throw missing('due', 'must be a day, or noDate must say why there is none')
      }
      const from = dayOf(request.body.from, 'from')
      const unit = area === undefined ? null : await areaByKey(site.database(), area, today())
      if (unit === undefined) throw notFound('area', area ?? '')
      await site.database().transaction((inside) =>
        changeTarget(inside, {
          indicator,
          area: unit?.fid ?? null,
          issuer,
          value,
          due: due === null ? null : dayOf(due, 'due'),
          noDate,
          document: document ?? null,
          from,
        }),
      )
      return reply.code(204).send()
    },
  )

  function known(indicator: string): void {
    if (!site.catalogue.indicators.has(indicator))
      throw notFound('indicator', indicator, site.catalogue.indicators.keys())
  }
}

function missing(name: string, detail: string): ProblemError {
  return new ProblemError(400, `${name} ${detail}.`, [{ at: `body/${name}`, detail }])
}
