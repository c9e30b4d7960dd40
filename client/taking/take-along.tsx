import { type ReactNode, type RefObject, useRef, useState } from 'react'
import { createPortal, flushSync } from 'react-dom'
import { keepFile } from '../api/get-file.ts'
import { useWords } from '../i18n/index.ts'
import type { MapController } from '../map/controller.ts'
import { printScene } from '../scene/scene.ts'
import { useScene } from '../scene/store.ts'
import { CloseButton } from '../ui/close-button.tsx'
import type { Facts } from './sheet.tsx'
import { TakeData, type Taken } from './take-data.tsx'
import { type Painted, useSheet } from './use-sheet.tsx'

interface Props {
  controller: RefObject<MapController | null>
  /** None while there are no figures to tell. */
  facts: Facts | null
  legend: ReactNode
  data: readonly Taken[]
  /** The county's plane, as an EPSG code. */
  plane: number | null
  /** Whether other pages may show it within them. */
  embeds: boolean
}

const papers = ['A4 portrait', 'A4 landscape', 'A3 portrait', 'A3 landscape'] as const

/** Takes what is shown along: as a link, a picture, on paper, as data, or within another page. */
export function TakeAlong({ controller, facts, legend, data, plane, embeds }: Props) {
  const { t } = useWords()
  const dialog = useRef<HTMLDialogElement>(null)
  const { scene, drift } = useScene()
  const [paper, setPaper] = useState<(typeof papers)[number]>('A4 portrait')
  const { png, sheet } = useSheet(controller, facts, legend, paper)
  const [said, setSaid] = useState('')
  const address = new URL(printScene(scene), location.href).href
  const embedded = new URL(printScene({ ...scene, embed: true }), location.href).href
  const frame = `<iframe src="${embedded.replaceAll('&', '&amp;')}" width="800" height="600" title="${t('product')}"></iframe>`
  const keep = async (ending: 'png' | 'docx') => {
    setSaid(t('takeMaking', { title: facts?.title ?? '' }))
    const painted = await png()
    if (!painted || !facts) return setSaid(t('takePictureFailed'))
    const blob = ending === 'png' ? painted.blob : await report(facts, painted)
    keepFile({ blob, name: `${facts.title} ${facts.day}.${ending}` })
    setSaid(t(ending === 'png' ? 'takePictureKept' : 'takeKept'))
  }
  // a part of the page that is not there any more, as after a new build
  const failed = () => setSaid(t('takeFailed'))
  const report = async (told: Facts, { blob, width, height }: Painted) => {
    const { wordOf } = await import('./word.ts')
    const words = { sample: t('sample'), assumptions: t('assumptions') }
    return wordOf(told, { png: await blob.arrayBuffer(), width, height }, words)
  }
  /** Paper is light: what stands in ink is drawn in silk for it, and in ink again after. */
  const onPaper = async () => {
    const { skin } = scene
    if (skin !== 'silk') {
      flushSync(() => drift({ skin: 'silk' }))
      await controller.current?.drawnNext()
    }
    print()
    if (skin !== 'silk') drift({ skin })
  }
  return (
    <>
      <button
        type="button"
        aria-haspopup="dialog"
        aria-label={t('take')}
        title={t('take')}
        onClick={() => {
          setSaid('')
          dialog.current?.showModal()
        }}
      >
        <svg viewBox="0 0 20 20" aria-hidden="true" focusable="false">
          <path d="M10 13V3M6 7l4-4 4 4M4 11v6h12v-6" />
        </svg>
      </button>
      {createPortal(
        <dialog ref={dialog} className="taking card" aria-labelledby="taking-title">
          <h2 id="taking-title">{t('take')}</h2>
          <CloseButton onClose={() => dialog.current?.close()} />
          <Copied title={t('takeLink')} text={address} onSaid={setSaid} />
          <div>
            <h3>{t('takePaper')}</h3>
            <div className="taking-tools">
              <button type="button" className="link" disabled={!facts} onClick={() => keep('png').catch(failed)}>
                {t('takePicture')}
              </button>
              <button type="button" className="link" disabled={!facts} onClick={() => keep('docx').catch(failed)}>
                {t('takeReport')}
              </button>
              <label>
                <span className="unseen">{t('takePaperSize')}</span>
                <select
                  value={paper}
                  onChange={({ target }) => setPaper(papers.find((one) => one === target.value) ?? paper)}
                >
                  {papers.map((one) => (
                    <option key={one} value={one}>
                      {t(one)}
                    </option>
                  ))}
                </select>
              </label>
              <button type="button" className="link" disabled={!facts} onClick={() => void onPaper()}>
                {t('takePrint')}
              </button>
            </div>
          </div>
          <TakeData {...{ plane, data }} onSaid={setSaid} />
          {embeds && <Copied title={t('takeFrame')} text={frame} onSaid={setSaid} />}
          <p role="status">{said}</p>
        </dialog>,
        document.body,
      )}
      <style>{`@page { size: ${paper}; margin: 12mm }`}</style>
      {sheet}
    </>
  )
}

/** A text to be copied; on a page without a safe connection the browser lets nobody but the reader do it. */
function Copied({ title, text, onSaid }: { title: string; text: string; onSaid: (said: string) => void }) {
  const { t } = useWords()
  const field = useRef<HTMLInputElement>(null)
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text)
      onSaid(t('takeCopied'))
    } catch {
      field.current?.select()
      onSaid(t('takeCopyYourself'))
    }
  }
  return (
    <div>
      <h3>{title}</h3>
      <p className="taking-line">
        <input ref={field} readOnly value={text} aria-label={title} onFocus={({ target }) => target.select()} />
        <button type="button" className="link" onClick={() => void copy()}>
          {t('takeCopy')}
        </button>
      </p>
    </div>
  )
}
