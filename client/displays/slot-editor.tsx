import { type FormEvent, useState } from 'react'
import { mostTurns, type Slot, type Turn } from '#data/model/programme.ts'
import type { Theme } from '#data/model/theme.ts'
import { useUnits } from '../api/queries.ts'
import { useWords } from '../i18n/index.ts'
import { CloseButton } from '../ui/close-button.tsx'
import { everyDay, isTime, turnFrom, turnOf, turnsWithin } from './programme.ts'
import { TurnRows } from './turn-rows.tsx'

interface Props {
  slot: Slot
  /** Its place in the programme. */
  n: number
  themes: Theme[]
  /** The scene that is looked at. */
  preview: string | null
  onPreview: (scene: string | null) => void
  onSlot: (slot: Slot) => void
  onRemove: () => void
}

/** On which days and between which times, and which scenes in turn. */
export function SlotEditor({ slot, n, themes, preview, onPreview, onSlot, onRemove }: Props) {
  const { t, lang } = useWords()
  const { days, from, to, turns } = slot
  const weekday = new Intl.DateTimeFormat(lang, { weekday: 'narrow', timeZone: 'UTC' })
  const add = (more: readonly Turn[]) => onSlot({ ...slot, turns: [...turns, ...more].slice(0, mostTurns) })
  const field = (key: 'from' | 'to', good: boolean) => (
    <input
      aria-label={t(key === 'from' ? 'slotFrom' : 'slotTo')}
      value={slot[key]}
      maxLength={5}
      aria-invalid={!good}
      onChange={({ target }) => onSlot({ ...slot, [key]: target.value })}
    />
  )
  return (
    <fieldset className="slot">
      <legend>{t('slot', { n: n + 1 })}</legend>
      <div className="slot-when">
        <span className="slot-days">
          {everyDay.map((day) => (
            <button
              key={day}
              type="button"
              className="tool"
              aria-pressed={days.includes(day)}
              // the first of 2024 was a Monday
              aria-label={new Date(Date.UTC(2024, 0, day)).toLocaleDateString(lang, {
                weekday: 'long',
                timeZone: 'UTC',
              })}
              onClick={() => onSlot({ ...slot, days: everyDay.filter((one) => days.includes(one) !== (one === day)) })}
            >
              {weekday.format(Date.UTC(2024, 0, day))}
            </button>
          ))}
        </span>
        <span className="slot-times">
          {field('from', isTime(from))}–{field('to', isTime(to) && from < to)}
        </span>
        <CloseButton label={t('slotRemove', { n: n + 1 })} onClose={onRemove} />
      </div>
      {(days.length === 0 || !isTime(from) || !isTime(to) || from >= to) && (
        <p className="foreign" role="alert">
          {t(days.length === 0 ? 'slotNoDay' : 'slotTimes')}
        </p>
      )}
      <TurnRows {...{ turns, themes, preview, onPreview }} onTurns={(now) => onSlot({ ...slot, turns: now })} />
      {turns.length === 0 && <p className="notice quiet">{t('turnsNone')}</p>}
      {turns.length < mostTurns ? (
        <AddTurns themes={themes} onAdd={add} />
      ) : (
        <p className="second">{t('turnsFull', { most: mostTurns })}</p>
      )}
    </fieldset>
  )
}

/** Scenes are added by theme, for the county or for each of its townships; or from the address of a page. */
function AddTurns({ themes, onAdd }: { themes: Theme[]; onAdd: (turns: Turn[]) => void }) {
  const { t, say } = useWords()
  const promising = themes.filter(({ indicators }) => indicators.length > 0)
  const [chosen, setChosen] = useState(promising[0]?.id ?? '')
  const [address, setAddress] = useState('')
  const [vain, setVain] = useState(false)
  const towns = useUnits('township', null, null)
  const own = (towns.data?.features ?? []).flatMap(({ properties }) => (properties.in_charge ? properties.area : []))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const turn = turnFrom(address)
    setVain(turn === null)
    if (turn === null) return
    onAdd([turn])
    setAddress('')
  }
  return (
    <div className="turn-add">
      <label>
        <span className="unseen">{t('turnTheme')}</span>
        <select value={chosen} onChange={({ target }) => setChosen(target.value)}>
          {promising.map(({ id, title }) => (
            <option key={id} value={id}>
              {say(title)}
            </option>
          ))}
        </select>
      </label>
      <button type="button" className="tool" onClick={() => onAdd([turnOf({ theme: chosen })])}>
        {t('turnAdd')}
      </button>
      <button
        type="button"
        className="tool"
        disabled={own.length === 0}
        onClick={() => onAdd(turnsWithin(chosen, own))}
      >
        {t('turnAddTowns', { n: own.length })}
      </button>
      <form onSubmit={submit}>
        <input
          aria-label={t('turnAddress')}
          placeholder={t('turnAddress')}
          value={address}
          aria-invalid={vain}
          onChange={({ target }) => {
            setVain(false)
            setAddress(target.value)
          }}
        />
        <button type="submit" className="tool" disabled={address.trim() === ''}>
          {t('turnAddFrom')}
        </button>
      </form>
      {vain && (
        <p className="foreign" role="alert">
          {t('turnAddressVain')}
        </p>
      )}
    </div>
  )
}
