import './radio-rows.css'

interface Row<V extends string> {
  value: V
  label: string
  help: string
}

interface Props<V extends string> {
  name: string
  legend: string
  rows: Row<V>[]
  value: V
  onChoose: (value: V) => void
}

/** One of several, each with a sentence of its own. */
export function RadioRows<V extends string>({ name, legend, rows, value, onChoose }: Props<V>) {
  return (
    <fieldset class="radio-rows">
      <legend class="unseen">{legend}</legend>
      {rows.map((row) => (
        <div class="radio-row" key={row.value}>
          <input
            id={`${name}-${row.value}`}
            type="radio"
            name={name}
            checked={row.value === value}
            aria-describedby={`${name}-${row.value}-help`}
            onChange={() => onChoose(row.value)}
          />
          <label for={`${name}-${row.value}`}>{row.label}</label>
          <p id={`${name}-${row.value}-help`} class="quiet">
            {row.help}
          </p>
        </div>
      ))}
    </fieldset>
  )
}
