interface Props<T extends string> {
  name: string
  value: T
  options: { value: T; title: string; lang?: string }[]
  onChange: (value: T) => void
}

/** A choice among a few, all of them in sight. */
export function Switch<T extends string>({ name, value, options, onChange }: Props<T>) {
  return (
    <fieldset className="switch">
      <legend className="unseen">{name}</legend>
      {options.map((option) => (
        <button
          key={option.value}
          type="button"
          lang={option.lang}
          aria-pressed={option.value === value}
          onClick={() => onChange(option.value)}
        >
          {option.title}
        </button>
      ))}
    </fieldset>
  )
}
