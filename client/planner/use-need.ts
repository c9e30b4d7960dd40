import { useMemo } from 'react'
import { type Need, oneEach } from '#data/model/coverage.ts'
import { useLayers, useNumbers } from '../api/siting-queries.ts'
import { dataLanguage, useWords } from '../i18n/index.ts'
import type { Scene } from '../scene/scene.ts'
import type { Planned } from './use-plan.ts'

/** Who needs it: the first that the theme names unless the scene names another, or a layer, of which each weighs one or as it says. */
export function useNeed({ coverage: { needs } }: Planned, scene: Pick<Scene, 'need' | 'weight'>): Need | undefined {
  const language = dataLanguage(useWords().lang)
  const own = needs.find(({ id }) => id === (scene.need ?? needs[0]?.id))
  const layers = useLayers(language, own === undefined)
  const layer = layers.data?.find(({ id }) => id === scene.need)
  const numbers = useNumbers(scene.weight && layer ? layer.id : null, layer?.shape === 'any', language)
  const number = numbers.data?.find(({ id }) => id === scene.weight)
  const known = own ?? (layers.data && !layer ? needs[0] : undefined)
  const coming = numbers.isLoading
  return useMemo(() => {
    if (known || !layer || coming) return known
    const other = { id: layer.id, collection: layer.id, title: alike(layer.title) }
    if (!number) return { ...other, unit: oneEach }
    return { ...other, unit: alike(number.unit ?? number.title), weight: number.id }
  }, [known, layer, number, coming])
}

/** A text that is there in the page's language alone. */
function alike(text: string) {
  return { zh: text, en: text }
}
