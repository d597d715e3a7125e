import { visibleText } from '../../shared/visible-text.ts'
import './shown-text.css'

/** A text sign by sign, as it is copied or sent: what nobody could see is drawn as its number. */
export function ShownText({ text, name }: { text: string; name: string }) {
  return (
    // A long one is scrolled, by the keyboard too.
    <pre class="shown-text" dir="ltr" tabIndex={0} role="region" aria-label={name}>
      {visibleText(text).map((piece, index) =>
        'code' in piece ? (
          <mark key={index} class="unseen-sign">
            {piece.code}
          </mark>
        ) : (
          piece.text
        ),
      )}
    </pre>
  )
}
