import type { Arranged, Screen } from '#data/model/display.ts'
import type { Theme } from '#data/model/theme.ts'
import { formatAge } from '../i18n/format.ts'
import { useWords } from '../i18n/index.ts'
import { StateMark } from '../ui/state-mark.tsx'
import { useTold } from './turn-rows.tsx'

/** A screen tells of itself twice a minute: after so long without a word it is not there, in milliseconds. */
const silence = 2 * 60_000

/** Whether a screen was heard of lately, by the server's clock. */
export function isThere({ heard }: Screen, now: string): boolean {
  return Date.parse(now) - Date.parse(heard) < silence
}

interface Props {
  display: Arranged
  screens: Screen[]
  build: string | null
  now: string
  themes: Theme[]
}

/** The screens that show a display: when each was last heard of, and how it was then. */
export function Screens({ display, screens, build, now, themes }: Props) {
  const { t, lang } = useWords()
  const tell = useTold(themes)
  const sceneOf = (scene: string) => {
    const [slot = -1, turn = -1] = scene.split('.').map(Number)
    const found = display.programme[slot]?.turns[turn]
    return found ? tell(found.scene) : t('screenRests')
  }
  return (
    <section className="screens" aria-labelledby="screens-title">
      <h2 id="screens-title">{t('screens')}</h2>
      {screens.length === 0 ? (
        <p className="notice quiet">{t('screensNoneMore', { address: `/wall/${display.id}` })}</p>
      ) : (
        <div className="screens-table">
          <table>
            <thead>
              <tr>
                <th scope="col">{t('screen')}</th>
                <th scope="col">{t('screenHeard')}</th>
                <th scope="col">{t('screenState')}</th>
                <th scope="col">{t('screenScene')}</th>
                <th scope="col">{t('screenSize')}</th>
                <th scope="col">{t('screenBuild')}</th>
                <th scope="col">{t('screenErrors')}</th>
              </tr>
            </thead>
            <tbody>
              {screens.map((one) => {
                const there = isThere(one, now)
                const mark = !there ? 'behind' : one.state === 'live' ? 'met' : 'at-risk'
                return (
                  <tr key={one.screen}>
                    <td>{one.screen.slice(0, 6)}</td>
                    <td>{formatAge(one.heard, lang, new Date(now))}</td>
                    <td className={`state-${mark}`}>
                      <StateMark mark={mark} /> {t(there ? stateWords[one.state] : 'screenSilent')}
                    </td>
                    <td>{sceneOf(one.scene)}</td>
                    <td>
                      {one.width} × {one.height}
                    </td>
                    <td>{build === null || one.build === build ? t('screenNewest') : t('screenOld')}</td>
                    <td>
                      {one.errors.length === 0 ? (
                        '—'
                      ) : (
                        <details>
                          <summary>{one.errors.length}</summary>
                          <ul>
                            {one.errors.map((text) => (
                              <li key={text}>{text}</li>
                            ))}
                          </ul>
                        </details>
                      )}
                    </td>
                  </tr>
                )
              })}
            </tbody>
          </table>
        </div>
      )}
    </section>
  )
}

const stateWords = { live: 'screenLive', stale: 'screenStale', offline: 'screenOffline' } as const
