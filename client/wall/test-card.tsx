import type { Profile } from '#data/model/display.ts'
import { useWords } from '../i18n/index.ts'

/** What a display is set up by: circles that are to be round, and an edge that is to be seen all round. */
export function TestCard({ id, profile }: { id: string; profile: Profile }) {
  const { t } = useWords()
  const [width, height] = [innerWidth, innerHeight].map((side) => Math.round(side * devicePixelRatio))
  const corners = ['top left', 'top right', 'bottom left', 'bottom right'] as const
  return (
    <main className="wall test-card" data-state="live">
      {corners.map((corner) => (
        <svg key={corner} className={corner} viewBox="0 0 10 10" aria-hidden="true" focusable="false">
          <circle cx="5" cy="5" r="4.9" />
          <path d="M5 0v10M0 5h10" />
        </svg>
      ))}
      <div>
        <svg viewBox="0 0 10 10" aria-hidden="true" focusable="false">
          {[1.6, 3.2, 4.9].map((r) => (
            <circle key={r} cx="5" cy="5" r={r} />
          ))}
          <path d="M5 0v10M0 5h10" />
        </svg>
        <p>{t('cardCircles')}</p>
        <p className="second">
          {id} · {width} × {height} · {profile.fit ?? 'native'} · × {profile.stretch ?? 1}
        </p>
      </div>
    </main>
  )
}
