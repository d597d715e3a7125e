import { useMemo } from 'preact/hooks'
import { useSignal, useSignalEffect, type Signal } from '@preact/signals'
import type { Person, RoomId } from '../../../protocol/entry.ts'
import type { RoomView } from '../../shared/view.ts'
import { logLines } from '../messages/log-lines.ts'
import { textOf } from '../messages/text-of.ts'
import { newMessage, type ComposeMode } from './compose-mode.ts'

/** In `localStorage`: the seq of the message that the room's draft replies to. No word of it, since it may be deleted meanwhile. */
const keyOf = (room: RoomId): string => `reply/${room}`

/** What the room's draft replies to, unless its message is not held or was deleted. */
function keptReply({ room, draft, entries, state }: RoomView, me: Person): ComposeMode {
  const about = Number(localStorage.getItem(keyOf(room)) ?? NaN)
  if (Number.isNaN(about) || draft === '') return newMessage
  const lines = logLines({ entries, outbox: state.outbox, me, unreadFrom: undefined })
  for (const line of lines)
    if (line.type === 'message' && line.entry.seq === about && !line.deleted && !line.waits)
      return { kind: 'reply', about, to: { author: line.entry.author, text: textOf(line.entry) } }
  return newMessage
}

/** The composer's mode. Who closed the popup over a reply goes on with it, as the text is kept too. */
export function useKeptReply(view: RoomView, me: Person): Signal<ComposeMode> {
  const first = useMemo(() => keptReply(view, me), [])
  const mode = useSignal(first)
  useSignalEffect(() => {
    const { value } = mode
    if (value.kind === 'reply') localStorage.setItem(keyOf(view.room), String(value.about))
    else if (value.kind === 'new') localStorage.removeItem(keyOf(view.room))
  })
  return mode
}
