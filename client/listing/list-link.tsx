import type { Theme } from '#data/model/theme.ts'
import { useWords } from '../i18n/index.ts'
import { useScene } from '../scene/store.ts'
import { firstListed } from './listed.ts'

/** A skip link that opens the list equal to the map. */
export function ListLink({ themes }: { themes: Theme[] }) {
  const { t } = useWords()
  const { scene, choose } = useScene()
  const list = firstListed(themes, scene.theme)
  if (list === undefined) return null
  return (
    <button
      type="button"
      onClick={() => {
        choose({ list, pick: null, place: null })
        document.getElementById('list')?.focus()
      }}
    >
      {t('toList')}
    </button>
  )
}
