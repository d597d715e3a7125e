import type { Corner } from '../../shared/device-settings.ts'
import { useWords } from '../../ui/i18n/text.ts'
import { cornersInOrder, cornerWords } from './corner-words.ts'

/** A picture of a screen: in each corner the card that would show there. */
export function CornerPicker({ corner, onChoose }: { corner: Corner; onChoose: (corner: Corner) => void }) {
  const { text } = useWords()
  return (
    <fieldset class="corner-picker">
      <legend>{text('corner')}</legend>
      <div class="corner-screen">
        {cornersInOrder.map((one) => (
          <label key={one} class={`corner ${one}`} title={text(cornerWords[one])}>
            <input
              type="radio"
              name="corner"
              aria-label={text(cornerWords[one])}
              checked={one === corner}
              onChange={() => onChoose(one)}
            />
            <span aria-hidden="true" />
          </label>
        ))}
      </div>
      <p class="quiet" aria-hidden="true">
        {text(cornerWords[corner])}
      </p>
    </fieldset>
  )
}
