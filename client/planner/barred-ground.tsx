import type { Geometry } from 'geojson'
import { useWords } from '../i18n/index.ts'
import { groundOf } from '../map/sketch.ts'
import { CloseButton } from '../ui/close-button.tsx'
import type { Trying } from './trial.ts'

export interface BarredProps {
  trying: Trying
  /** Has a piece of ground drawn on the map. */
  onDraw: () => void
  onPoint: (geometry: Geometry | null) => void
  onGo: (geometry: Geometry) => void
}

/** Ground that was drawn and barred to sites that are proposed, piece by piece, each of which is let go again. */
export function BarredGround({ trying, onDraw, onPoint, onGo }: BarredProps) {
  const { t } = useWords()
  const pieces = trying.barred.map(groundOf)
  return (
    <div className="barred">
      <div className="asked">
        <span>{t('barredGround')}</span>
        <button type="button" className="tool" onClick={onDraw}>
          {t('barDraw')}
        </button>
      </div>
      {pieces.length > 0 && (
        <ul className="sites" onPointerLeave={() => onPoint(null)}>
          {pieces.map((piece, n) => (
            <li key={JSON.stringify(piece)}>
              <button
                type="button"
                onPointerEnter={() => onPoint(piece)}
                onFocus={() => onPoint(piece)}
                onBlur={() => onPoint(null)}
                onClick={() => onGo(piece)}
              >
                <span>{t('barredPiece', { n: n + 1 })}</span>
              </button>
              <CloseButton
                label={t('barredFree', { n: n + 1 })}
                onClose={() => {
                  onPoint(null)
                  trying.edit({ barred: trying.barred.toSpliced(n, 1) })
                }}
              />
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
