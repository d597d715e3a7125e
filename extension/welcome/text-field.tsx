interface Props {
  id: string
  label: string
  help: string
  value: string
  /** What is wrong with it and what to do. */
  problem: string | undefined
  disabled: boolean
  maxLength?: number
  inputMode?: 'url'
  onChange: (value: string) => void
}

export function TextField({ id, label, help, value, problem, disabled, onChange, ...rest }: Props) {
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        id={id}
        type="text"
        value={value}
        readOnly={disabled}
        autocomplete="off"
        spellcheck={false}
        aria-invalid={problem !== undefined}
        aria-describedby={`${id}-help`}
        onInput={(event) => onChange(event.currentTarget.value)}
        {...rest}
      />
      <p
        id={`${id}-help`}
        class={problem === undefined ? 'quiet' : 'problem'}
        role={problem === undefined ? undefined : 'alert'}
      >
        {problem ?? help}
      </p>
    </div>
  )
}
