import type { Collection } from '#data/model/theme.ts'
import { useVersions } from '../api/thing-queries.ts'
import { dataLanguage, useWords } from '../i18n/index.ts'
import type { Pick } from '../scene/scene.ts'
import { Failed, Loading } from '../ui/notice.tsx'
import { type Change, changesOf, type Step } from './changes.ts'
import { useTell } from './tell.ts'

/** What became of a thing and what was put right in its record, the newest first. */
export function History({ pick, collection }: { pick: Pick; collection: Collection }) {
  const { t } = useWords()
  const versions = useVersions(pick)
  if (versions.isPending) return <Loading />
  if (versions.isError) return <Failed error={versions.error} retry={() => void versions.refetch()} />
  const steps = changesOf(collection, versions.data)
  const [only, ...more] = steps
  if (only?.kind === 'began' && more.length === 0) {
    return <p className="second">{only.day ? t('unchangedSince', { day: only.day }) : t('unchanged')}</p>
  }
  return (
    <ol className="history">
      {steps.map((step) => (
        <li key={`${step.kind} ${step.day} ${step.changes.map(({ property }) => property.name)}`}>
          <Told step={step} />
        </li>
      ))}
    </ol>
  )
}

const words = {
  began: 'stepBegan',
  changed: 'stepChanged',
  ended: 'stepEnded',
  back: 'stepBack',
  corrected: 'stepCorrected',
  withdrawn: 'stepWithdrawn',
} as const

function Told({ step: { kind, day, changes, moved, source } }: { step: Step }) {
  const { t, lang } = useWords()
  const told = changes.filter(({ property: { language } }) => (language ?? dataLanguage(lang)) === dataLanguage(lang))
  return (
    <>
      <p>
        <span>{day ?? t('always')}</span> <span className="second">{t(words[kind])}</span>
      </p>
      {told.map((change) => (
        <p key={change.property.name}>
          <Changed change={change} />
        </p>
      ))}
      {moved && <p>{t('moved')}</p>}
      {source && <p className="second source">{source}</p>}
    </>
  )
}

function Changed({ change: { property, from, to } }: { change: Change }) {
  const { t, say } = useWords()
  const tell = useTell()
  return (
    <>
      <span className="second">{say(property.title)}</span>{' '}
      {t('fromTo', {
        from: tell(property, from.value, from.name) || t('blank'),
        to: tell(property, to.value, to.name) || t('blank'),
      })}
    </>
  )
}
