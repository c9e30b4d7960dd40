import { useState } from 'react'
import type { Scenario } from '#data/model/scenario.ts'
import { ApiError } from '../api/get.ts'
import { refused } from '../api/queries.ts'
import { useKeeping, useScenario, useScenarios } from '../api/scenario-queries.ts'
import { formatMoment } from '../i18n/format.ts'
import { useWords } from '../i18n/index.ts'
import { asItStands, parseScene } from '../scene/scene.ts'
import { useScene } from '../scene/store.ts'
import { CloseButton } from '../ui/close-button.tsx'
import { Failed, Loading } from '../ui/notice.tsx'
import { isChanged, keptOf, opened } from './kept.ts'
import { ScenarioForm } from './scenario-form.tsx'
import { forgetSteps } from './trial.ts'

const few = 6

/** The scenarios that are kept: opened, compared with, changed and let go; and what is on the map kept as one. */
export function ScenariosPanel({ theme, opening }: { theme: string; opening: boolean }) {
  const { t } = useWords()
  const { scene, choose } = useScene()
  const all = useScenarios()
  const { keep, alter, remove, again } = useKeeping()
  const meant = useScenario(scene.scenario)
  const compared = useScenario(scene.beside === asItStands ? null : scene.beside)
  const now = meant.data
  const [naming, setNaming] = useState(false)
  const [whole, setWhole] = useState(false)
  const failed = [keep, alter, remove].find(({ isError }) => isError)
  const rows = all.data ?? []
  // what failed before is said no more
  const fresh = () => {
    for (const one of [keep, alter, remove]) one.reset()
  }
  return (
    <section className="scenarios" aria-labelledby="scenarios-title">
      <h3 id="scenarios-title">{t('scenarios')}</h3>
      <div className="tools">
        <button type="button" className="tool" aria-expanded={naming} onClick={() => setNaming(!naming)}>
          {t('scenarioKeep')}
        </button>
        {now && !opening && isChanged(now.scene, scene) && (
          <button
            type="button"
            className="tool"
            onClick={() => {
              fresh()
              alter.mutate({ id: now.id, name: now.name, note: now.note, scene: keptOf(scene) })
            }}
          >
            {t('scenarioUpdate', { name: now.name })}
          </button>
        )}
      </div>
      {naming && (
        <ScenarioForm
          name=""
          note=""
          keep={t('scenarioKeepIt')}
          busy={keep.isPending}
          onCancel={() => setNaming(false)}
          onKeep={(name, note) => {
            fresh()
            keep.mutate(
              { name, note, scene: keptOf(scene) },
              {
                onSuccess: ({ id }) => {
                  setNaming(false)
                  choose({ scenario: id })
                },
              },
            )
          }}
        />
      )}
      {failed && (
        <p className="notice" role="alert">
          {failed.error instanceof ApiError && failed.error.message
            ? t('notKept', { why: failed.error.message })
            : t('notKeptUnknown')}
        </p>
      )}
      {[meant, compared].some(({ error }) => error && refused(error)) && (
        <p className="notice quiet">{t('scenarioGone')}</p>
      )}
      {all.isPending && <Loading />}
      {all.isError && <Failed error={all.error} retry={() => void all.refetch()} />}
      {all.data && rows.length === 0 && <p className="notice quiet">{t('scenarioNone')}</p>}
      <ul className="sites">
        {(whole ? rows : rows.slice(0, few)).map((scenario) => (
          <Row
            key={scenario.id}
            scenario={scenario}
            current={scenario.id === scene.scenario}
            compared={scenario.id === scene.beside}
            comparable={(parseScene(scenario.scene).theme ?? theme) === theme}
            onOpen={() => {
              forgetSteps()
              choose(opened(scenario.id, scenario.scene, scene))
            }}
            onCompare={(beside) => choose({ beside })}
            onAlter={(name, note, done) => {
              fresh()
              alter.mutate({ id: scenario.id, name, note, scene: scenario.scene }, { onSuccess: done })
            }}
            onRemove={() => {
              fresh()
              remove.mutate(scenario.id, {
                onSuccess() {
                  // first, for what is gone is not to be asked for
                  choose({
                    scenario: scene.scenario === scenario.id ? null : scene.scenario,
                    beside: scene.beside === scenario.id ? null : scene.beside,
                  })
                  void again()
                },
              })
            }}
          />
        ))}
      </ul>
      {rows.length > few && (
        <button type="button" className="link" aria-expanded={whole} onClick={() => setWhole(!whole)}>
          {whole ? t('rowsFirst', { n: few }) : `${t('rowsAll', { n: rows.length })} ›`}
        </button>
      )}
    </section>
  )
}

interface RowProps {
  scenario: Scenario
  current: boolean
  compared: boolean
  comparable: boolean
  onOpen: () => void
  onCompare: (beside: string | null) => void
  onAlter: (name: string, note: string, done: () => void) => void
  onRemove: () => void
}

function Row({ scenario, current, compared, comparable, onOpen, onCompare, onAlter, onRemove }: RowProps) {
  const { t, lang } = useWords()
  const [doing, setDoing] = useState<'alter' | 'remove' | null>(null)
  const { name, note, changed } = scenario
  if (doing === 'alter') {
    return (
      <li>
        <ScenarioForm
          name={name}
          note={note}
          keep={t('scenarioKeepIt')}
          busy={false}
          onCancel={() => setDoing(null)}
          onKeep={(name, note) => onAlter(name, note, () => setDoing(null))}
        />
      </li>
    )
  }
  return (
    <li aria-current={current ? 'true' : undefined}>
      <button type="button" title={note} onClick={onOpen}>
        <span className="scenario-name">
          {name}
          <span className="second">{note || formatMoment(changed, lang)}</span>
        </span>
      </button>
      {doing === 'remove' ? (
        <>
          <button type="button" className="link" aria-label={t('scenarioRemoveLong', { name })} onClick={onRemove}>
            {t('scenarioRemove')}
          </button>
          <button type="button" className="link" onClick={() => setDoing(null)}>
            {t('cancel')}
          </button>
        </>
      ) : (
        <>
          <button
            type="button"
            className="link"
            aria-pressed={compared}
            disabled={!comparable}
            aria-label={t(compared ? 'scenarioCompareEnd' : 'scenarioCompareWith', { name })}
            onClick={() => onCompare(compared ? null : scenario.id)}
          >
            {compared ? t('scenarioCompareNoMore') : t('scenarioCompare')}
          </button>
          <button
            type="button"
            className="link"
            aria-label={t('scenarioAlterLong', { name })}
            onClick={() => setDoing('alter')}
          >
            {t('scenarioAlter')}
          </button>
          <CloseButton label={t('scenarioRemoveLong', { name })} onClose={() => setDoing('remove')} />
        </>
      )}
    </li>
  )
}
