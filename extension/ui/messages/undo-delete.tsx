import type { EntryId, ServerTime } from '../../../protocol/entry.ts'
import { useEffect, useState } from 'preact/hooks'
import { useServerNow } from '../mute/clock-offset.ts'
import { useWords } from '../i18n/text.ts'
import { UNDO_MS, type MessageActs } from './message-acts.ts'

interface Props {
  /** Of the deletion in the outbox. */
  id: EntryId
  /** When it was made. */
  at: ServerTime
  acts: MessageActs
}

/** For as long as the deletion is held. */
export function UndoDelete({ id, at, acts }: Props) {
  const { text } = useWords()
  const now = useServerNow()
  const [over, setOver] = useState(() => now() - at >= UNDO_MS)
  useEffect(() => {
    if (over) return undefined
    const timer = setTimeout(() => setOver(true), UNDO_MS - (now() - at))
    return () => clearTimeout(timer)
  }, [])
  if (over) return null
  return (
    <button type="button" class="link-button" onClick={() => acts.takeOut(id)}>
      {text('undo')}
    </button>
  )
}
