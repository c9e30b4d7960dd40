interface Props {
  title: string
  /** What it is called where no layer is chosen. */
  none: string
  value: string | null
  layers: { id: string; title: string }[]
  onChange: (layer: string | null) => void
}

/** A choice among layers, or among what a layer has. */
export function LayerChoice({ title, none, value, layers, onChange }: Props) {
  return (
    <label>
      <span>{title}</span>
      <select value={value ?? ''} onChange={({ target }) => onChange(target.value || null)}>
        <option value="">{none}</option>
        {layers.map((layer) => (
          <option key={layer.id} value={layer.id}>
            {layer.title}
          </option>
        ))}
      </select>
    </label>
  )
}
