import { linkParts } from './link-parts.ts'

/** A message's words as text nodes: nothing in them is ever read as HTML. Newlines are kept by the style sheet. */
export function MessageText({ text }: { text: string }) {
  return (
    <p class="message-text" dir="auto">
      {linkParts(text).map((part, index) =>
        part.href === undefined ? (
          part.text
        ) : (
          <a key={index} href={part.href} target="_blank" rel="noopener noreferrer">
            {part.text}
          </a>
        ),
      )}
    </p>
  )
}
