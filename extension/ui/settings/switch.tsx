import './switch.css'

interface Props {
  id: string
  label: string
  help?: string
  checked: boolean
  disabled?: boolean
  onTurn: (on: boolean) => void
}

/** `onTurn` is called in the click itself, which browsers want for questions about permissions. */
export function Switch({ id, label, help, checked, disabled = false, onTurn }: Props) {
  return (
    <div class="switch">
      <input
        id={id}
        type="checkbox"
        role="switch"
        checked={checked}
        disabled={disabled}
        aria-describedby={help === undefined ? undefined : `${id}-help`}
        onClick={(event) => onTurn(event.currentTarget.checked)}
      />
      <label for={id}>{label}</label>
      {help !== undefined && (
        <p id={`${id}-help`} class="quiet">
          {help}
        </p>
      )}
    </div>
  )
}
