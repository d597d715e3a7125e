import { useMemo } from 'preact/hooks'
import { linkParts } from './link-parts.ts'

const hangul = /\p{Script=Hangul}/u

/**
 * A message's words as text nodes: nothing in them is ever read as HTML. Newlines are kept by the style sheet. A link's
 * own direction keeps signs before it from turning its address around.
 */
export function MessageText({ text }: { text: string }) {
  return useMemo(
    () => (
      <p class={hangul.test(text) ? 'message-text keep-words' : 'message-text'} dir="auto">
        {linkParts(text).map((part, index) =>
          part.href === undefined ? (
            part.text
          ) : (
            <a key={index} href={part.href} dir="ltr" target="_blank" rel="noopener noreferrer">
              {part.text}
            </a>
          ),
        )}
      </p>
    ),
    [text],
  )
}
