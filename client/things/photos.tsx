import { useEffect, useRef, useState } from 'react'
import { createPortal } from 'react-dom'
import type { Photo } from '#data/model/photo.ts'
import { usePhotos } from '../api/thing-queries.ts'
import { useWords } from '../i18n/index.ts'
import type { Pick } from '../scene/scene.ts'
import { CloseButton } from '../ui/close-button.tsx'
import { Failed } from '../ui/notice.tsx'

/** The photos of a thing, small in a row and each by itself when it is pressed; nothing where there are none. */
export function Photos({ pick, name }: { pick: Pick; name: string }) {
  const { t } = useWords()
  const photos = usePhotos(pick)
  const [large, setLarge] = useState<number | null>(null)
  if (photos.isError) return <Failed error={photos.error} retry={() => void photos.refetch()} />
  const all = photos.data?.photos ?? []
  if (all.length === 0) return null
  const told = all.map((photo) => ({ ...photo, alt: [name, photo.caption].filter(Boolean).join(' · ') }))
  return (
    <>
      <ul className="photos" aria-label={t('photos')}>
        {told.map((photo, index) => (
          <li key={photo.id}>
            <button type="button" aria-haspopup="dialog" onClick={() => setLarge(index)}>
              <img src={addressOf(photo)} alt={photo.alt} width={photo.width} height={photo.height} loading="lazy" />
            </button>
          </li>
        ))}
      </ul>
      {large !== null && <Large photos={told} at={large} onTurn={setLarge} onClose={() => setLarge(null)} />}
    </>
  )
}

interface LargeProps {
  photos: (Photo & { alt: string })[]
  at: number
  onTurn: (to: number) => void
  onClose: () => void
}

/** One photo over the page, as large as it is or there is room for; arrow keys turn to the others. */
function Large({ photos, at, onTurn, onClose }: LargeProps) {
  const { t } = useWords()
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => dialog.current?.showModal(), [])
  const photo = photos[at]
  if (!photo) return null
  const { width, height, alt } = photo
  const turn = (by: number) => onTurn((at + by + photos.length) % photos.length)
  return createPortal(
    <dialog
      ref={dialog}
      className="photo card"
      aria-label={alt}
      onClose={onClose}
      onKeyDown={(event) => {
        // not also the card's: that would close with it
        event.stopPropagation()
        if (event.key === 'ArrowLeft') turn(-1)
        if (event.key === 'ArrowRight') turn(1)
      }}
    >
      <CloseButton onClose={() => dialog.current?.close()} />
      <figure>
        <img
          key={photo.id}
          src={addressOf(photo)}
          alt={alt}
          style={{
            aspectRatio: `${width} / ${height}`,
            width: `min(${width}px, 100vw - 4rem, (100dvh - 8rem) * ${width / height})`,
          }}
        />
        <figcaption aria-live="polite">
          {alt} {photos.length > 1 && <span className="second">{t('photoAt', { n: at + 1, all: photos.length })}</span>}
        </figcaption>
      </figure>
      {photos.length > 1 && (
        <p className="photo-turn">
          <button type="button" className="link" onClick={() => turn(-1)}>
            {t('photoPrevious')}
          </button>
          <button type="button" className="link" onClick={() => turn(1)}>
            {t('photoNext')}
          </button>
        </p>
      )}
    </dialog>,
    document.body,
  )
}

/** At this very server, by whatever name the page reached it. */
function addressOf({ id }: Photo): string {
  return `/api/photos/${id}`
}
