import { useState } from 'react'
import { longestStay, shortestStay, type Turn } from '#data/model/programme.ts'
import type { Theme } from '#data/model/theme.ts'
import { useUnits } from '../api/queries.ts'
import { useWords } from '../i18n/index.ts'
import { toldIn } from '../overview/told.ts'
import { parseScene } from '../scene/scene.ts'
import { CloseButton } from '../ui/close-button.tsx'
import { moved } from './programme.ts'

interface Props {
  turns: readonly Turn[]
  themes: Theme[]
  preview: string | null
  onPreview: (scene: string | null) => void
  onTurns: (turns: Turn[]) => void
}

/** Scenes in their order, moved by hand or by key, each with how long it stays. */
export function TurnRows({ turns, themes, preview, onPreview, onTurns }: Props) {
  const { t } = useWords()
  const tell = useTold(themes)
  const [dragged, setDragged] = useState<number | null>(null)
  const [over, setOver] = useState<number | null>(null)
  const drop = () => {
    if (dragged !== null && over !== null) onTurns(moved(turns, dragged, over))
    setDragged(null)
    setOver(null)
  }
  return (
    <ol className="turns">
      {turns.map(({ scene, seconds }, n) => {
        const told = tell(scene)
        return (
          <li
            // biome-ignore lint/suspicious/noArrayIndexKey: a programme may come back to a scene, and its place is all that tells the two apart
            key={n}
            draggable
            data-over={over === n && dragged !== n ? (dragged !== null && dragged < n ? 'below' : 'above') : undefined}
            onDragStart={({ dataTransfer }) => {
              dataTransfer.effectAllowed = 'move'
              setDragged(n)
            }}
            onDragOver={(event) => {
              if (dragged === null) return
              event.preventDefault()
              setOver(n)
            }}
            onDrop={(event) => {
              event.preventDefault()
              drop()
            }}
            onDragEnd={() => {
              setDragged(null)
              setOver(null)
            }}
          >
            <span className="turn-handle" aria-hidden="true" />
            <span className="turn-told">{told}</span>
            <span className="turn-stay">
              <Stay
                label={t('turnStay', { scene: told })}
                value={seconds}
                onChange={(now) => onTurns(turns.with(n, { scene, seconds: now }))}
              />
              <span className="second">{t('seconds')}</span>
            </span>
            <button
              type="button"
              className="link"
              aria-pressed={preview === scene}
              aria-label={t('turnPreviewLong', { scene: told })}
              onClick={() => onPreview(preview === scene ? null : scene)}
            >
              {t('turnPreview')}
            </button>
            <button
              type="button"
              className="link"
              disabled={n === 0}
              aria-label={t('turnUp', { scene: told })}
              onClick={() => onTurns(moved(turns, n, n - 1))}
            >
              ↑
            </button>
            <button
              type="button"
              className="link"
              disabled={n === turns.length - 1}
              aria-label={t('turnDown', { scene: told })}
              onClick={() => onTurns(moved(turns, n, n + 1))}
            >
              ↓
            </button>
            <CloseButton label={t('turnRemove', { scene: told })} onClose={() => onTurns(turns.toSpliced(n, 1))} />
          </li>
        )
      })}
    </ol>
  )
}

/** What a scene tells, and of where: names of townships once they are known, until then their codes. */
export function useTold(themes: Theme[]): (scene: string) => string {
  const { say } = useWords()
  const towns = useUnits('township', null, null)
  return (scene) => {
    const { area, at, ...parsed } = parseScene(scene)
    const { indicator } = toldIn(themes, { area, at, ...parsed })
    const town = towns.data?.features.find(({ properties }) => properties.area === area)
    return [indicator ? say(indicator.title) : scene, area && (town?.properties.name ?? area), at]
      .filter(Boolean)
      .join(' · ')
  }
}

/** A number of seconds, taken once it is one that can be. */
function Stay({ label, value, onChange }: { label: string; value: number; onChange: (seconds: number) => void }) {
  const [text, setText] = useState(String(value))
  const [before, setBefore] = useState(value)
  if (before !== value) {
    setBefore(value)
    setText(String(value))
  }
  const number = /^\d{1,4}$/.test(text) ? Number(text) : Number.NaN
  const good = number >= shortestStay && number <= longestStay
  return (
    <input
      type="number"
      aria-label={label}
      inputMode="numeric"
      min={shortestStay}
      max={longestStay}
      value={text}
      aria-invalid={!good}
      onChange={({ target }) => {
        setText(target.value)
        const now = Number(target.value)
        if (Number.isInteger(now) && now >= shortestStay && now <= longestStay) onChange(now)
      }}
      // what cannot be taken is not left standing as if it had been
      onBlur={() => setText(String(value))}
    />
  )
}
