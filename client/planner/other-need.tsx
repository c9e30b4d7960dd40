import type { Need } from '#data/model/coverage.ts'
import { useLayers, useNumbers } from '../api/siting-queries.ts'
import { dataLanguage, useWords } from '../i18n/index.ts'
import { useScene } from '../scene/store.ts'
import { LayerChoice } from './layer-choice.tsx'

/** Who needs it where the theme does not name them: any layer, and the number by which its things weigh. */
export function OtherNeed({ need }: { need: Need | undefined }) {
  const { t, lang } = useWords()
  const choose = useScene((store) => store.choose)
  const language = dataLanguage(lang)
  const layers = (useLayers(language).data ?? []).filter(({ shape }) => shape !== 'none')
  const layer = layers.find(({ id }) => id === need?.id)
  const numbers = useNumbers(layer?.id ?? null, layer?.shape === 'any', language).data ?? []
  return (
    <>
      <LayerChoice
        title={t('needLayer')}
        none={t('needChoose')}
        value={layer?.id ?? null}
        layers={layers}
        onChange={(id) => id && choose({ need: id, weight: null })}
      />
      {layer && numbers.length > 0 && (
        <LayerChoice
          title={t('needWeight')}
          none={t('needOneEach')}
          value={need?.weight ?? null}
          layers={numbers}
          onChange={(weight) => choose({ weight })}
        />
      )}
    </>
  )
}
