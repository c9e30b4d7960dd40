import { useWords } from '../i18n/index.ts'
import type { Overview } from './use-overview.ts'

interface Props {
  overview: Overview
  /** Chooses a unit, or the county. */
  onArea: (area: string | null) => void
}

/** Where one is, and the way back up. */
export function Crumbs(props: Props) {
  const { t } = useWords()
  return (
    <nav className="crumbs" aria-label={t('breadcrumb')}>
      <Way {...props} />
    </nav>
  )
}

function Way({ overview, onArea }: Props) {
  const { row, unit, county, scene, within, townName } = overview
  const place = row?.name ?? unit?.properties.name
  const name = county?.name ?? ''
  if (!place) return <span aria-current="page">{name}</span>
  return (
    <>
      <button type="button" className="link" onClick={() => onArea(null)}>
        {name}
      </button>
      <span aria-hidden="true"> › </span>
      {within !== null && within !== scene.area && townName && (
        <>
          <button type="button" className="link" onClick={() => onArea(within)}>
            {townName}
          </button>
          <span aria-hidden="true"> › </span>
        </>
      )}
      <span aria-current="page">{place}</span>
    </>
  )
}
