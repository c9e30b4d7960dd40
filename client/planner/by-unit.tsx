import { useWords } from '../i18n/index.ts'
import { Switch } from '../ui/switch.tsx'

export type By = 'each' | 'unit'

interface Props {
  /** What one alone is called. */
  each: string
  value: By
  onChange: (by: By) => void
}

/** Whether they are listed one by one, or added up for each unit. */
export function ByUnit({ each, ...props }: Props) {
  const { t } = useWords()
  return (
    <Switch
      name={t('gapsBy')}
      options={[
        { value: 'each', title: each },
        { value: 'unit', title: t('gapsByUnit') },
      ]}
      {...props}
    />
  )
}
