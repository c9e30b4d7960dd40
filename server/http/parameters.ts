import { Type } from 'typebox'
import { AreaKey, Level } from '#data/model/area.ts'

/*
 * What several routes are asked with, said in both languages. Which names there are, and one of them to try, comes from
 * the county itself when the description is made. What may be left out has no example: it would be filled in on the page
 * where the API is tried, and narrow the answer.
 */
const text = (description: string) => Type.String({ description })

export const CollectionId = text('集合的编号，见 /collections · a collection’s id, from /collections')
export const Fid = text('要素的编号，即 items 中的 id · a thing’s id, as among the items of its collection')
export const IndicatorId = text('指标的编号，见 /indicators · an indicator’s id, from /indicators')
export const Day = text('哪一天（如 2026-11-24），不写即今天 · the day, such as 2026-11-24; today where left out')
export const FirstDay = text('从哪一天起，不写即今天 · the first day it holds; today where left out')
export const Area = Type.With(AreaKey, {
  description:
    '单位的官方代码（如 410122）；没有代码的，a 加编号（如 a12） · a unit’s official code, such as 410122, or a and its fid, such as a12, where it has none',
})
export const UnitLevel = Type.With(Level, {
  description:
    '单位的级别，不写即 area 的级别，否则为县 · the level of the units; where left out, that of area, else the county',
})
