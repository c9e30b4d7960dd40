import { useEffect, useRef } from 'react'
import { longestWay } from '#data/model/coverage.ts'
import { denseLevels, type SitingQuestion } from '#data/model/siting.ts'
import { useLayers, useNumbers } from '../api/siting-queries.ts'
import { dataLanguage, useWords } from '../i18n/index.ts'
import { mostTried } from '../scene/scene.ts'
import { Switch } from '../ui/switch.tsx'
import { BarredGround, type BarredProps } from './barred-ground.tsx'
import { LayerChoice } from './layer-choice.tsx'
import type { Wish } from './use-proposal.ts'
import { Whole } from './whole.tsx'

interface FormProps extends BarredProps {
  wish: Wish
  setWish: (change: Partial<Wish>) => void
}

interface Props extends FormProps {
  /** Whether the theme promises a density, and whether there are communities, which are each to meet it as well. */
  dense: boolean
  hasCommunities: boolean
}

const goals = { 'cover-most': 'goalMost', 'cover-share': 'goalShare', 'meet-density': 'goalDensity' } as const
const levelWords = { township: 'units', community: 'communities' } as const
const limits = [10, 60, 300] as const
/** The most that all sites together may be said to cost. */
const mostBudget = 999_999_999

/** What is wanted of new sites: how many, or how much, and where they may stand. */
export function ProposalForm({ dense, hasCommunities, ...form }: Props) {
  const { t } = useWords()
  const { wish, setWish, trying } = form
  const fold = useRef<HTMLDetailsElement>(null)
  const barred = trying.barred.length > 0
  // what was barred on the map is to be seen here
  useEffect(() => {
    if (barred) fold.current?.setAttribute('open', '')
  }, [barred])
  const offered = (Object.keys(goals) as SitingQuestion['goal'][]).filter((goal) => goal !== 'meet-density' || dense)
  return (
    <div className="question">
      <Switch
        name={t('goalName')}
        value={wish.goal}
        options={offered.map((value) => ({ value, title: t(goals[value]) }))}
        onChange={(goal) => setWish({ goal })}
      />
      {wish.goal === 'cover-most' && (
        <div className="asked">
          <Whole
            title={t('wishCount')}
            unit={t('wishCountUnit')}
            value={wish.count}
            most={mostTried}
            step={1}
            onChange={(count) => setWish({ count })}
          />
        </div>
      )}
      {wish.goal === 'cover-share' && (
        <div className="asked">
          <Whole
            title={t('wishShare')}
            unit="%"
            value={wish.share}
            most={100}
            step={1}
            onChange={(share) => setWish({ share })}
          />
        </div>
      )}
      {wish.goal === 'meet-density' && hasCommunities && (
        <Switch
          name={t('levelName')}
          value={wish.level}
          options={denseLevels.map((value) => ({ value, title: t(levelWords[value]) }))}
          onChange={(level) => setWish({ level })}
        />
      )}
      <details className="fold" ref={fold}>
        <summary>{t('wishTerms')}</summary>
        <Terms {...form} />
      </details>
    </div>
  )
}

function Terms({ wish, setWish, ...barring }: FormProps) {
  const { t, lang } = useWords()
  const layers = useLayers(dataLanguage(lang)).data ?? []
  const chosen = layers.find(({ id }) => id === wish.candidates)
  // a file brought along may hold anything
  const of = (wanted: string) => layers.filter(({ shape }) => shape === wanted || shape === 'any')
  return (
    <div className="question">
      <LayerChoice
        title={t('wishCandidates')}
        none={t('wishAlongStreets')}
        value={wish.candidates}
        layers={of('point')}
        onChange={(candidates) => setWish({ candidates, cost: null })}
      />
      {chosen && wish.goal !== 'meet-density' && <Cost {...{ wish, setWish }} asTexts={chosen.shape === 'any'} />}
      <LayerChoice
        title={t('wishForbidden')}
        none={t('wishAnywhere')}
        value={wish.forbidden}
        layers={of('polygon')}
        onChange={(forbidden) => setWish({ forbidden })}
      />
      <BarredGround {...barring} />
      <div className="asked">
        <Whole
          title={t('wishSpacing')}
          unit="m"
          value={wish.spacing}
          least={0}
          most={longestWay}
          step={50}
          onChange={(spacing) => setWish({ spacing })}
        />
      </div>
      <div className="asked">
        <span>{t('wishTime')}</span>
        <Switch
          name={t('wishTime')}
          value={String(wish.seconds)}
          options={limits.map((value) => ({ value: String(value), title: `${value} s` }))}
          onChange={(value) => setWish({ seconds: Number(value) })}
        />
      </div>
    </div>
  )
}

/** What sites cost, where their layer says so. */
function Cost({ wish, setWish, asTexts }: Pick<FormProps, 'wish' | 'setWish'> & { asTexts: boolean }) {
  const { t, lang } = useWords()
  const numbers = useNumbers(wish.candidates, asTexts, dataLanguage(lang)).data ?? []
  return (
    <>
      <LayerChoice
        title={t('wishCost')}
        none={t('wishCostNone')}
        value={wish.cost}
        layers={numbers}
        onChange={(cost) => setWish({ cost })}
      />
      {wish.cost !== null && wish.goal === 'cover-most' && (
        <div className="asked">
          <Whole
            title={t('wishBudget')}
            unit={t('wishBudgetUnit')}
            value={wish.budget}
            least={0}
            most={mostBudget}
            step={1}
            onChange={(budget) => setWish({ budget })}
          />
        </div>
      )}
    </>
  )
}
