import { useState } from 'react'
import { type Arranged, type DisplayGiven, longestTitle } from '#data/model/display.ts'
import { mostSlots, type Slot } from '#data/model/programme.ts'
import type { Theme } from '#data/model/theme.ts'
import { formatNumber } from '../i18n/format.ts'
import { useWords } from '../i18n/index.ts'
import { controlPath } from '../scene/page.ts'
import type { Lang, Skin } from '../scene/scene.ts'
import { Switch } from '../ui/switch.tsx'
import { holds, newSlot } from './programme.ts'
import { SlotEditor } from './slot-editor.tsx'

interface Props {
  display: Arranged
  /** What is on the page: what is kept, or what somebody made of it. */
  draft: DisplayGiven
  changed: boolean
  busy: boolean
  themes: Theme[]
  onDraft: (draft: DisplayGiven) => void
  onRevert: () => void
  onKeep: (given: DisplayGiven) => void
  /** None where it cannot be taken down. */
  onRemove: (() => void) | null
}

/** What controllers usually stretch a picture to: two screens beside each other, three by two, and between. */
const usualStretches = [0.9, 1, 1.5, 1.75, 2, 2.67]

/** What a display is called, how it looks and speaks, and what it shows when; with a preview of any of its scenes. */
export function Editor({ display, draft, changed, busy, themes, onDraft, onRevert, onKeep, onRemove }: Props) {
  const { t, lang: wordsLang } = useWords()
  const [preview, setPreview] = useState<string | null>(null)
  const [removing, setRemoving] = useState(false)
  const { title, profile, programme } = draft
  const put = (slots: Slot[]) => onDraft({ ...draft, programme: slots })
  const good = title.trim() !== '' && programme.every(holds)
  const { skin, lang } = profile
  const query = new URLSearchParams({ scene: preview ?? '', skin, lang })
  return (
    <section className="display-editor" id="programme" tabIndex={-1} aria-labelledby="display-title">
      <header>
        <h2 id="display-title">{display.title}</h2>
        <a className="link" href={`/wall/${display.id}`} target="_blank" rel="noreferrer">
          {t('displayOpen', { address: `/wall/${display.id}` })}
        </a>
        <a className="link" href={`/wall/${display.id}?card=1`} target="_blank" rel="noreferrer">
          {t('displayCard')}
        </a>
        <a className="link" href={controlPath(display.id, display.token)} target="_blank" rel="noreferrer">
          {t('displayControl')}
        </a>
      </header>
      <div className="display-profile">
        <label>
          <span className="second">{t('displayTitle')}</span>
          <input
            value={title}
            maxLength={longestTitle}
            aria-invalid={title.trim() === ''}
            onChange={({ target }) => onDraft({ ...draft, title: target.value })}
          />
        </label>
        <Switch<Skin>
          name={t('skinName')}
          value={skin}
          options={[
            { value: 'ink', title: t('ink') },
            { value: 'silk', title: t('silk') },
          ]}
          onChange={(skin) => onDraft({ ...draft, profile: { ...profile, skin } })}
        />
        <Switch<Lang>
          name={t('languageName')}
          value={lang}
          options={[
            { value: 'zh-CN', title: t('langZh'), lang: 'zh-CN' },
            { value: 'en', title: t('langEn'), lang: 'en' },
          ]}
          onChange={(lang) => onDraft({ ...draft, profile: { ...profile, lang } })}
        />
        <Switch
          name={t('fitName')}
          value={profile.fit ?? 'native'}
          options={[
            { value: 'native', title: t('fitNative') },
            { value: 'contain', title: t('fitContain') },
          ]}
          onChange={(fit) => onDraft({ ...draft, profile: { ...profile, fit } })}
        />
        <label title={t('stretchLong')}>
          <span className="second">{t('stretch')}</span>
          <select
            value={String(profile.stretch ?? 1)}
            onChange={({ target }) => onDraft({ ...draft, profile: { ...profile, stretch: Number(target.value) } })}
          >
            {[...new Set([...usualStretches, profile.stretch ?? 1])]
              .sort((a, b) => a - b)
              .map((times) => (
                <option key={times} value={times}>
                  {times === 1 ? t('stretchNot') : `× ${formatNumber(times, 2, wordsLang)}`}
                </option>
              ))}
          </select>
        </label>
      </div>
      {programme.length === 0 && <p className="notice quiet">{t('slotsNone')}</p>}
      {programme.map((slot, n) => (
        <SlotEditor
          // biome-ignore lint/suspicious/noArrayIndexKey: slots go by their place, and the first that holds counts
          key={n}
          slot={slot}
          n={n}
          {...{ themes, preview }}
          onPreview={setPreview}
          onSlot={(now) => put(programme.with(n, now))}
          onRemove={() => put(programme.toSpliced(n, 1))}
        />
      ))}
      <p className="tools">
        <button
          type="button"
          className="tool"
          disabled={programme.length >= mostSlots}
          onClick={() => put([...programme, newSlot])}
        >
          {t('slotAdd')}
        </button>
        {programme.length > 1 && <span className="second">{t('slotsFirst')}</span>}
      </p>
      <p className="tools display-keep">
        <button type="button" className="tool" disabled={!changed || !good || busy} onClick={() => onKeep(draft)}>
          {t('displayKeep')}
        </button>
        <button type="button" className="tool" disabled={!changed} onClick={onRevert}>
          {t('displayRevert')}
        </button>
        {changed && !good && <span className="foreign">{t('programmeFaulty')}</span>}
        {onRemove && (
          <span className="tools-end">
            {removing && (
              <button type="button" className="link" onClick={onRemove}>
                {t('displayRemoveSure', { title: display.title })}
              </button>
            )}
            <button type="button" className="link" onClick={() => setRemoving(!removing)}>
              {removing ? t('cancel') : t('displayRemove')}
            </button>
          </span>
        )}
      </p>
      {preview !== null && (
        <div
          className="display-preview"
          // what was asked for is not to be looked for
          ref={(shown) => {
            shown?.scrollIntoView({ block: 'nearest' })
          }}
        >
          <iframe title={t('turnPreviewed')} src={`/wall/${display.id}?${query}`} />
          <button type="button" className="link" onClick={() => setPreview(null)}>
            {t('turnPreviewEnd')}
          </button>
        </div>
      )}
    </section>
  )
}
