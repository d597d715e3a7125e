import { useMemo, useRef } from 'preact/hooks'
import type { Person } from '../../../protocol/entry.ts'
import { isMessage } from '../../../protocol/message.ts'
import type { Connection, Queued, RoomView } from '../../shared/view.ts'
import type { Ask } from '../store/page-store.ts'
import { useWords } from '../i18n/text.ts'
import { LogLine } from '../messages/log-line.tsx'
import { logLines } from '../messages/log-lines.ts'
import { LogTop } from './log-top.tsx'
import { JumpToNewest } from './jump-to-newest.tsx'
import { QueuedMessage } from '../messages/queued-message.tsx'
import { nextMark, noMark } from './unread-mark.ts'
import { useKeptFocus } from './use-kept-focus.ts'
import { useLogScroll } from './use-log-scroll.ts'
import { useOlder } from './use-older.ts'
import { useReadMark } from './use-read-mark.ts'
import { useTrim } from './use-trim.ts'
import './log.css'

interface Props {
  view: RoomView
  /** The room's name. */
  name: string
  me: Person
  /** Words that mention the person as the name does. */
  keywords: string[]
  connection: Connection['state']
  showing: boolean
  ask: Ask
  /** Begins again with the newest part. */
  onTrim: () => void
}

/** What waits to be about a message shows in that one. What was refused is shown with the reason. */
const hasLine = ({ kind, refused }: Queued): boolean => kind === 'message' || refused !== undefined

/** One room's messages. Mounted anew for each room. */
export function RoomLog({ view, name, me, keywords, connection, showing, ask, onTrim }: Props) {
  const { text } = useWords()
  const { entries, state, room } = view
  const mark = useRef(noMark)
  const live = useRef(false)

  mark.current = nextMark(mark.current, entries, state, me.id, live.current)
  const { unreadFrom } = mark.current
  const first = entries[0]?.seq ?? 0
  const last = entries.at(-1)?.seq ?? 0
  const older = useOlder(ask, room, state.more, first)
  const ready = !state.loading || entries.length > 0
  const outbox = state.outbox.filter(hasLine)
  const queued = outbox.at(-1)?.id
  const scroll = useLogScroll({ ready, shown: { first, last, unreadFrom, queued }, onNearTop: older.load })
  const { atEnd } = scroll
  useKeptFocus(scroll.ref)
  live.current = atEnd && showing && connection === 'connected' && ready
  useReadMark(atEnd && showing && ready, last, state.seen, (seq) => void ask('seen', { room, seq }))

  useTrim({ ready, atEnd, count: entries.length, unseen: last - scroll.endSeq }, onTrim)

  const reader = useMemo(
    () => ({ id: me.id, name: me.name, keywords }),
    [me.id, me.name, keywords.join('\n')],
  )
  // The same elements as before are not drawn again: most changes are of the state alone.
  const lines = useMemo(
    () =>
      logLines(entries, unreadFrom).map((line) => (
        <LogLine key={line.key} line={line} me={reader} room={room} ask={ask} />
      )),
    [entries, unreadFrom, reader, room, ask],
  )
  const nobodyWrote = ready && !state.more && outbox.length === 0 && !entries.some(isMessage)
  return (
    <div class="log-frame">
      <div
        class="log"
        role="log"
        aria-label={text('messagesIn', name)}
        aria-busy={!ready || older.settling}
        tabIndex={0}
        ref={scroll.ref}
        onScroll={scroll.onScroll}
      >
        <div class="log-lines">
          <LogTop more={state.more && ready} busy={older.busy} onLoad={older.load} />
          {state.reloaded && <p class="log-note">{text('reloaded')}</p>}
          {!ready && <p class="notice late">{text('loading')}</p>}
          {nobodyWrote && <p class="notice">{text('emptyRoom', name)}</p>}
          {lines}
          {outbox.map((queued) => (
            <QueuedMessage
              key={queued.id}
              queued={queued}
              onRetry={() => void ask('retry', { id: queued.id })}
              onDelete={() => void ask('delete', { id: queued.id })}
            />
          ))}
        </div>
      </div>
      {!atEnd && <JumpToNewest entries={entries} since={scroll.endSeq} me={me.id} onJump={scroll.toEnd} />}
    </div>
  )
}
