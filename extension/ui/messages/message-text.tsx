import { h, type VNode } from 'preact'
import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks'
import { isEmojiOnly } from '../../shared/format/emoji-only.ts'
import { foldBlocks } from '../../shared/format/fold-blocks.ts'
import { parseMessage } from '../../shared/format/parse-message.ts'
import { CodeBlock } from '../format/code-block.tsx'
import { drawBlocks, type Maker } from '../format/draw-blocks.ts'
import { useWords } from '../i18n/text.ts'
import '../format/format.css'

const hangul = /\p{Script=Hangul}/u

/** A link's own direction keeps signs before it from turning its address around. */
const maker: Maker<VNode> = {
  element: (tag, attributes, children) => h(tag, attributes, ...children),
  link: ({ text, href }) => (
    <a href={href} dir="ltr" target="_blank" rel="noopener noreferrer">
      {text}
    </a>
  ),
  codeBlock: ({ text, language }) => <CodeBlock text={text} language={language} />,
}

/** A message's words as text nodes: nothing in them is ever read as HTML. Newlines are kept by the style sheet. */
export function MessageText({ text: written }: { text: string }) {
  const { text } = useWords()
  const [showsAll, setShowsAll] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  // A log that is at its end follows what grows in it: it has to see that it no longer is, so that the person reads on here.
  useLayoutEffect(() => {
    if (showsAll) button.current?.closest('[role="log"]')?.dispatchEvent(new Event('scroll'))
  }, [showsAll])
  return useMemo(() => {
    const blocks = parseMessage(written)
    const folded = foldBlocks(blocks)
    const looks = [
      'message-text',
      'formatted',
      ...(hangul.test(written) ? ['keep-words'] : []),
      ...(isEmojiOnly(blocks) ? ['emoji-only'] : []),
    ]
    return (
      <>
        <div class={looks.join(' ')}>{drawBlocks(showsAll ? blocks : (folded ?? blocks), maker)}</div>
        {folded !== undefined && (
          <button
            ref={button}
            type="button"
            class="link-button show-all"
            aria-expanded={showsAll}
            onClick={() => setShowsAll(!showsAll)}
          >
            {text(showsAll ? 'showLess' : 'showAll')}
          </button>
        )}
      </>
    )
  }, [written, showsAll, text])
}
