import { type KeyboardEvent, type MouseEvent, useEffect, useId, useRef, useState } from 'react'
import type { Found } from '#data/model/finding.ts'
import { useSearch } from '../api/queries.ts'
import { dataLanguage, useWords } from '../i18n/index.ts'
import type { Scene } from '../scene/scene.ts'
import { useScene } from '../scene/store.ts'
import { readCoordinates } from './coordinates.ts'
import { useLater } from './use-later.ts'

interface Props {
  /** The theme that draws a collection's things, if any does. */
  themeOf: (collection: string) => string | undefined
}

/** One thing that may be chosen, and what choosing it shows. */
interface Choice {
  key: string
  name: string
  second: string
  shows: Partial<Scene>
}

const keys = ['ArrowDown', 'ArrowUp', 'Enter', 'Escape']

function stepped(at: number, step: number, of: number): number {
  return of === 0 ? 0 : (at + step + of) % of
}

function hold(event: MouseEvent): void {
  event.preventDefault()
}

/** As near as one stands to read a street. */
const near = 16

/** Finds roads, sections, chiefs, toilets, waters, compounds and areas by name or Pinyin, and places by coordinates. */
export function SearchBox({ themeOf }: Props) {
  const { t, lang } = useWords()
  const { scene, choose } = useScene()
  const [typed, setTyped] = useState('')
  const [open, setOpen] = useState(false)
  const [at, setAt] = useState(0)
  const box = useRef<HTMLInputElement>(null)
  const list = useId()
  const asked = useLater(typed.trim(), 150)
  const search = useSearch(asked, scene.at, dataLanguage(lang))
  const found = search.data?.found ?? []
  const more = (search.data?.total ?? 0) - found.length
  const choices = [...placeTyped(asked, t('goToPlace')), ...found.map((one) => choiceOf(one, themeOf))]
  const current = choices[Math.min(at, choices.length - 1)]
  useSlash(box)

  const take = (choice: Choice | undefined) => {
    if (!choice) return
    choose(choice.shows)
    setTyped('')
    setOpen(false)
    box.current?.blur()
  }
  const onKey = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || !keys.includes(event.key)) return
    event.preventDefault()
    if (event.key === 'Enter') take(current)
    else if (event.key !== 'Escape') setAt(stepped(at, event.key === 'ArrowDown' ? 1 : -1, choices.length))
    else if (typed === '') box.current?.blur()
    else setTyped('')
  }
  const shown = open && asked !== ''
  const listed = shown && choices.length > 0
  return (
    <search className="search">
      <input
        ref={box}
        type="text"
        role="combobox"
        aria-label={t('search')}
        aria-expanded={listed}
        aria-controls={listed ? list : undefined}
        aria-autocomplete="list"
        aria-activedescendant={shown && current ? `${list}-${current.key}` : undefined}
        placeholder={t('searchHint')}
        autoComplete="off"
        spellCheck={false}
        maxLength={100}
        value={typed}
        onChange={({ target }) => {
          setTyped(target.value)
          setAt(0)
          setOpen(true)
        }}
        onFocus={() => setOpen(true)}
        onBlur={() => setOpen(false)}
        onKeyDown={onKey}
      />
      {listed && (
        <div className="found card">
          {/* Pressing the mouse here must not take the caret out of the box. */}
          <div id={list} role="listbox" tabIndex={-1} aria-label={t('searchResults')} onMouseDown={hold}>
            {choices.map((choice) => (
              <div
                key={choice.key}
                id={`${list}-${choice.key}`}
                role="option"
                tabIndex={-1}
                aria-selected={choice === current}
                onClick={() => take(choice)}
                onKeyDown={onKey}
              >
                <span>{choice.name}</span>
                <span className="second">{choice.second}</span>
              </div>
            ))}
          </div>
          {more > 0 && <p className="second">{t('moreFound', { many: more })}</p>}
        </div>
      )}
      {shown && !listed && (
        <p className="found card second" role="status">
          {search.isError ? t('failed') : search.isFetching ? t('loading') : t('nothingFound', { typed: asked })}
        </p>
      )}
    </search>
  )
}

function placeTyped(typed: string, name: string): Choice[] {
  const place = readCoordinates(typed)
  if (!place) return []
  const [lng, lat] = place
  return [
    {
      key: 'place',
      name,
      second: `${lng}, ${lat}`,
      shows: { place: { lng, lat }, pick: null, camera: { lng, lat, zoom: near } },
    },
  ]
}

function choiceOf({ collection, fid, area, name, kind, within, point }: Found, themeOf: Props['themeOf']): Choice {
  const shared = { key: `${collection}-${fid}`, name, second: [kind, within].filter(Boolean).join(' · ') }
  if (area !== null) return { ...shared, shows: { area, camera: null, pick: null, place: null } }
  const theme = themeOf(collection)
  const camera = point && { lng: point[0], lat: point[1], zoom: near }
  return {
    ...shared,
    shows: { pick: { collection, fid }, place: null, ...(theme && { theme, figure: null }), ...(camera && { camera }) },
  }
}

/** A slash goes to the box, as in most places where one searches, unless something is being typed. */
function useSlash(box: { current: HTMLInputElement | null }): void {
  useEffect(() => {
    const hear = (event: globalThis.KeyboardEvent) => {
      const typing = event.target instanceof HTMLElement && /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)
      if (event.key !== '/' || typing || event.ctrlKey || event.metaKey || event.altKey) return
      event.preventDefault()
      box.current?.focus()
    }
    addEventListener('keydown', hear)
    return () => removeEventListener('keydown', hear)
  }, [box])
}
