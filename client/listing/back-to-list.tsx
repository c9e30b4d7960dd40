import { useWords } from '../i18n/index.ts'
import type { Pick } from '../scene/scene.ts'
import { useScene } from '../scene/store.ts'
import { useListStore } from './store.ts'

/** On the card of a thing that was opened from a list: the way back to its row. */
export function BackToList({ pick: { collection, fid } }: { pick: Pick }) {
  const { t } = useWords()
  const choose = useScene((store) => store.choose)
  const opened = useListStore(({ looks }) => looks[collection]?.opened)
  if (opened !== fid) return null
  return (
    <button type="button" className="link back" onClick={() => choose({ list: collection, pick: null })}>
      ‹ {t('backToList')}
    </button>
  )
}
