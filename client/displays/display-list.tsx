import { type FormEvent, useState } from 'react'
import { type Arranged, longestTitle } from '#data/model/display.ts'
import { useWords } from '../i18n/index.ts'
import { isThere } from './screens.tsx'

interface Props {
  displays: Arranged[]
  /** The server's time. */
  now: string
  chosen: string | null
  /** The ids of those with changes that are not kept yet. */
  changed: string[]
  busy: boolean
  onChoose: (id: string) => void
  onAdd: (id: string, title: string, added: () => void) => void
}

/** All displays, each with how many of its screens are there. */
export function DisplayList({ displays, now, chosen, changed, busy, onChoose, onAdd }: Props) {
  const { t } = useWords()
  const [adding, setAdding] = useState(false)
  return (
    <nav className="display-list" aria-label={t('displays')}>
      <h2>{t('displays')}</h2>
      <ul>
        {displays.map(({ id, title, screens }) => {
          const there = screens.filter((one) => isThere(one, now)).length
          return (
            <li key={id}>
              <button type="button" aria-current={id === chosen ? 'true' : undefined} onClick={() => onChoose(id)}>
                <b>{title}</b>
                <span className="second">
                  {id} · {screens.length === 0 ? t('screensNone') : t('screensThere', { there, all: screens.length })}
                  {changed.includes(id) && ` · ${t('displayChanged')}`}
                </span>
              </button>
            </li>
          )
        })}
      </ul>
      {adding ? (
        <NewDisplay
          taken={displays.map(({ id }) => id)}
          {...{ busy }}
          onCancel={() => setAdding(false)}
          onAdd={(id, title) => onAdd(id, title, () => setAdding(false))}
        />
      ) : (
        <button type="button" className="tool" onClick={() => setAdding(true)}>
          {t('displayAdd')}
        </button>
      )}
    </nav>
  )
}

interface NewProps {
  taken: string[]
  busy: boolean
  onAdd: (id: string, title: string) => void
  onCancel: () => void
}

function NewDisplay({ taken, busy, onAdd, onCancel }: NewProps) {
  const { t } = useWords()
  const [id, setId] = useState('')
  const [title, setTitle] = useState('')
  const isTaken = taken.includes(id)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!isTaken) onAdd(id, title.trim())
  }
  return (
    <form className="display-new" onSubmit={submit}>
      <label>
        <span className="second">{t('displayTitle')}</span>
        <input
          // opened to be written in
          ref={(field) => {
            if (title === '' && id === '') field?.focus()
          }}
          required
          pattern=".*\S.*"
          maxLength={longestTitle}
          value={title}
          onChange={({ target }) => setTitle(target.value)}
        />
      </label>
      <label>
        <span className="second">{t('displayId')}</span>
        <input
          required
          pattern="[a-z0-9][a-z0-9\-]{0,31}"
          title={t('displayIdRule')}
          placeholder="hall-1"
          value={id}
          aria-invalid={isTaken}
          onChange={({ target }) => setId(target.value)}
        />
      </label>
      {isTaken && (
        <p className="foreign" role="alert">
          {t('displayTaken')}
        </p>
      )}
      <p className="tools">
        <button type="submit" className="tool" disabled={busy || isTaken}>
          {t('displayPutUp')}
        </button>
        <button type="button" className="link" onClick={onCancel}>
          {t('cancel')}
        </button>
      </p>
    </form>
  )
}
