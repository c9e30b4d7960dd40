import { useWords } from '../i18n/index.ts'
import { few } from './use-few.ts'

interface Props {
  /** How many rows there are. */
  n: number
  all: boolean
  onAll: (all: boolean) => void
}

/** Has all rows shown, or the first few again; nothing where there are no more. */
export function FewOrAll({ n, all, onAll }: Props) {
  const { t } = useWords()
  if (n <= few) return null
  return (
    <button type="button" className="link" aria-expanded={all} onClick={() => onAll(!all)}>
      {all ? t('rowsFirst', { n: few }) : `${t('rowsAll', { n })} ›`}
    </button>
  )
}
