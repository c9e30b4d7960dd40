import type { Collection, Layer } from '#data/model/theme.ts'
import { useWords } from '../i18n/index.ts'
import { useScene } from '../scene/store.ts'
import type { ListLook } from './store.ts'

interface Props {
  collection: Collection
  layer: Layer
  look: ListLook
  areaName: string | undefined
  onLook: (change: Partial<ListLook>) => void
}

/** Which things are listed: those of a state, with a text, and of the unit that is chosen on the page. */
export function Filters({ collection, layer, look, areaName, onLook }: Props) {
  const { t, say } = useWords()
  const { scene, choose } = useScene()
  const state = collection.properties.find(({ name }) => name === layer.state?.property)
  return (
    <div className="listing-filters">
      <label>
        <span className="second">{t('listText')}</span>
        <input type="search" value={look.text} onChange={({ target }) => onLook({ text: target.value })} />
      </label>
      {state?.choices && (
        <label>
          <span className="second">{say(state.title)}</span>
          <select value={look.state} onChange={({ target }) => onLook({ state: target.value })}>
            <option value="">{t('listAll')}</option>
            {Object.keys(layer.state?.values ?? {}).map((value) => (
              <option key={value} value={value}>
                {state.choices?.[value] ? say(state.choices[value]) : value}
              </option>
            ))}
          </select>
        </label>
      )}
      {scene.area && areaName && (
        <p>
          {t('listWithin', { area: areaName })}{' '}
          <button type="button" className="link" onClick={() => choose({ area: null, camera: null })}>
            {t('listWholeCounty')}
          </button>
        </p>
      )}
    </div>
  )
}
