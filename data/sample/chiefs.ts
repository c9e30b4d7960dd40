import { addDays } from '#data/model/day.ts'
import type { Area, Skeleton } from './county.ts'
import names from './names.json' with { type: 'json' }
import { pick, type Random, random, whole } from './random.ts'
import type { Section } from './sections.ts'

export interface Chief {
  code: string
  name: string
  office: string
}

/** Who holds what at which level; `until` is the first day no longer. */
export interface Assignment {
  chief: string
  section?: string
  area?: string
  level: number
  from: string
  until?: string
}

// Of a township's sections, the share that nobody holds at level 3.
const vacancies: Record<string, number> = {
  刁家乡: 0.58,
  狼城岗镇: 0.12,
  韩寺镇: 0.08,
  黄店镇: 0.06,
  官渡镇: 0.04,
  广惠街街道: 0.03,
  郑庵镇: 0.03,
  刘集镇: 0.03,
}

/** People and their offices as they stand today, with the year in which they came into them. */
export function appoint(county: Skeleton, sections: readonly Section[], today: string) {
  const next = random(county.seed, 'chiefs')
  const chiefs: Chief[] = []
  const assignments: Assignment[] = []
  const ago = (days: number): string => addDays(today, -days)
  const hire = (office: string): string => {
    const code = `${county.code}L${String(chiefs.length + 1).padStart(4, '0')}`
    chiefs.push({ code, name: `${pick(next, names.surnames)}${next() < 0.5 ? '某' : '某某'}`, office })
    return code
  }
  const townships = county.areas.filter((area) => area.level === 'township' && area.inCharge)
  let leader = ''
  for (const [i, { key: area, name, town }] of townships.entries()) {
    // A county leader looks after two townships.
    if (i % 2 === 0) leader = hire(pick(next, ['副县长', '县委常委', '县人大常委会副主任', '县政协副主席']))
    assignments.push({ chief: leader, area, level: 1, from: ago(whole(next, 380, 690)) })
    const head = name.endsWith('街道') ? ['街道党工委书记', '街道办事处主任'] : ['党委书记', '镇长']
    const office = `${name.replace(/街道$/, '')}${pick(next, head).replace('镇长', name.endsWith('乡') ? '乡长' : '镇长')}`
    const since = town === '韩寺镇' ? 205 : whole(next, 370, 640)
    assignments.push({ chief: hire(office), area, level: 2, from: ago(since) })
  }
  for (const township of townships) {
    const own = sections.filter((section) => section.township.key === township.key)
    assignments.push(...holders(next, township, own, hire, ago))
  }
  return { chiefs, assignments }
}

function holders(
  next: Random,
  township: Area,
  sections: readonly Section[],
  hire: (office: string) => string,
  ago: (days: number) => string,
): Assignment[] {
  const empty = Math.round((vacancies[township.town] ?? 0) * sections.length)
  const vacant = new Set([...sections].sort((a, b) => hashed(a) - hashed(b)).slice(0, empty))
  const found: Assignment[] = []
  const office = () => `${township.name}${pick(next, township.name.endsWith('街道') ? offices.seat : offices.town)}`
  let chief = ''
  let left = 0
  let gone = 0
  for (const section of sections) {
    // One person holds a few sections that follow one another.
    if (left === 0) {
      chief = hire(office())
      left = whole(next, 1, 3)
    }
    left--
    const at = { section: section.code, level: 3 }
    const since = next() < 0.62 ? whole(next, 366, 700) : whole(next, 8, 355)
    if (vacant.has(section)) {
      // Every other vacancy is an office left, the first of a township 46 days ago; the rest were never filled.
      if (gone % 2 === 0) {
        const until = gone === 0 ? 46 : whole(next, 5, 120)
        found.push({ chief, ...at, from: ago(until + whole(next, 90, 500)), until: ago(until) })
      }
      gone++
    } else if (next() < 0.1 && since > 40) {
      const handover = whole(next, 10, since - 20)
      const before = hire(office())
      found.push(
        { chief: before, ...at, from: ago(since), until: ago(handover) },
        { chief, ...at, from: ago(handover) },
      )
    } else found.push({ chief, ...at, from: ago(since) })
  }
  return found
}

const offices = {
  town: ['环卫所网格员', '城管中队队员', '村委会主任', '村党支部书记', '包村干部', '镇区网格长'],
  seat: ['环卫所网格员', '城管中队队员', '社区书记', '社区网格长', '市政所巡查员', '包社区干部'],
}

function hashed({ code }: Section): number {
  return (Number(code.slice(-4)) * 7919) % 1009
}
