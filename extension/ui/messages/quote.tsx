import type { Seq } from '../../../protocol/entry.ts'
import { useEffect, useState } from 'preact/hooks'
import { parseMessage } from '../../shared/format/parse-message.ts'
import { plainText } from '../../shared/format/plain-text.ts'
import { personColour } from '../../shared/person-colour.ts'
import type { Quoted } from '../composer/compose-mode.ts'
import { useWords } from '../i18n/text.ts'
import type { Quote as Quoting } from './log-lines.ts'
import type { LogActs } from './message-acts.ts'
import './quote.css'

interface Props {
  quote: Quoting
  /** The key of the line that it is in. */
  from: string
  acts: LogActs
}

/** Two lines of the message that this one replies to. A press goes there, or opens the whole of it where it is not shown. */
export function Quote({ quote, from, acts }: Props) {
  return quote.held ? (
    <QuoteButton quoted={quote} onClick={() => acts.jump(quote.seq, from)} />
  ) : (
    <OlderQuote key={quote.seq} seq={quote.seq} acts={acts} />
  )
}

function OlderQuote({ seq, acts }: { seq: Seq; acts: LogActs }) {
  const [quoted, setQuoted] = useState<Quoted | 'gone'>()
  const [whole, setWhole] = useState(false)
  useEffect(() => {
    let gone = false
    void acts.original(seq).then((found) => {
      if (!gone) setQuoted(found)
    })
    return () => {
      gone = true
    }
  }, [seq])
  return <QuoteButton quoted={quoted} whole={whole} onClick={() => setWhole(!whole)} />
}

interface ButtonProps {
  /** Undefined: not known here. */
  quoted: Quoted | 'gone' | undefined
  whole?: boolean
  onClick: () => void
}

function QuoteButton({ quoted, whole = false, onClick }: ButtonProps) {
  const { text } = useWords()
  const author = quoted === 'gone' ? undefined : quoted?.author
  const said = quoted === 'gone' ? undefined : quoted?.text
  const kinds = ['quote', ...(whole ? ['whole'] : []), ...(said === undefined ? ['gone'] : [])]
  return (
    <button
      type="button"
      class={kinds.join(' ')}
      style={author && { borderInlineStartColor: personColour(author.id) }}
      aria-expanded={whole || undefined}
      onClick={onClick}
    >
      <span class="unseen">{text('inReplyTo')}</span>{' '}
      {author && <bdi class="quote-author">{author.name}</bdi>}{' '}
      <span class="quote-text" dir="auto">
        {said === undefined
          ? text(quoted === undefined ? 'quoteOlder' : 'messageDeleted')
          : plainText(parseMessage(said))}
      </span>
    </button>
  )
}
