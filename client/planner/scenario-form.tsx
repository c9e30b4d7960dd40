import { type FormEvent, useEffect, useRef, useState } from 'react'
import { longest } from '#data/model/scenario.ts'
import { useWords } from '../i18n/index.ts'

interface Props {
  name: string
  note: string
  /** What keeping is called. */
  keep: string
  busy: boolean
  onKeep: (name: string, note: string) => void
  onCancel: () => void
}

/** The name of a scenario, and what is to be said of it. */
export function ScenarioForm({ busy, keep, onKeep, onCancel, ...before }: Props) {
  const { t } = useWords()
  const [name, setName] = useState(before.name)
  const [note, setNote] = useState(before.note)
  const first = useRef<HTMLInputElement>(null)
  useEffect(() => {
    first.current?.focus()
  }, [])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (name.trim() === '') return
    onKeep(name.trim(), note.trim())
  }
  return (
    <form className="scenario-form" onSubmit={submit}>
      <label>
        <span className="second">{t('scenarioName')}</span>
        <input
          ref={first}
          required
          // something to read: the browser says so
          pattern=".*\S.*"
          maxLength={longest.name}
          value={name}
          onChange={({ target }) => setName(target.value)}
        />
      </label>
      <label>
        <span className="second">{t('scenarioNote')}</span>
        <textarea rows={2} maxLength={longest.note} value={note} onChange={({ target }) => setNote(target.value)} />
      </label>
      <p className="tools">
        <button type="submit" className="tool" disabled={busy}>
          {keep}
        </button>
        <button type="button" className="link" onClick={onCancel}>
          {t('cancel')}
        </button>
      </p>
    </form>
  )
}
