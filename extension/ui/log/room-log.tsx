import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import type { Signal } from '@preact/signals'
import type { Person, Seq } from '../../../protocol/entry.ts'
import { isMessage } from '../../../protocol/message.ts'
import type { Connection, RoomView } from '../../shared/view.ts'
import type { Ask } from '../store/page-store.ts'
import { useWords } from '../i18n/text.ts'
import type { MessageActs } from '../messages/message-acts.ts'
import type { Reader } from '../messages/message-row.tsx'
import { indexAfter } from '../messages/log-rows.ts'
import { LogTop } from './log-top.tsx'
import { createLogFocus } from './log-focus.ts'
import { JumpBack } from './jump-back.tsx'
import { JumpToNewest } from './jump-to-newest.tsx'
import { RepliesLine } from './replies-line.tsx'
import { nextMark, noMark } from './unread-mark.ts'
import { useJump } from './use-jump.ts'
import { useKeptFocus } from './use-kept-focus.ts'
import { useLines, useShownLog } from './use-lines.tsx'
import { useLogActs } from './use-log-acts.ts'
import { useLogKeys } from './use-log-keys.ts'
import { useLogScroll } from './use-log-scroll.ts'
import { useOlder } from './use-older.ts'
import { useReadMark } from './use-read-mark.ts'
import { useReplies } from './use-replies.ts'
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
  /** The person may write here. */
  writable: boolean
  /** Code of the failure that the composer shows already. */
  saidCode?: string | undefined
  acts: MessageActs
  /** seq of a message to go to, asked for from elsewhere. */
  target?: Signal<Seq | undefined> | undefined
  /** Begins again with the newest part. */
  onTrim: () => void
}

/** One room's messages. Mounted anew for each room. */
export function RoomLog(props: Props) {
  const { view, name, me, keywords, connection, showing, ask, onTrim } = props
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
  const queued = state.outbox.findLast(({ kind, refused }) => kind === 'message' || refused !== undefined)?.id
  const [only, setOnly] = useState<Seq>()
  const log = useShownLog({ entries, outbox: state.outbox, me, unreadFrom, only })
  const { rows } = log
  const scroll = useLogScroll({ ready, rows, shown: { last, unreadFrom, queued }, onNearTop: older.load })
  const { ref, atEnd, draw } = scroll
  const holds = (seq: Seq) => rows[indexAfter(rows, seq) - 1]?.seq === seq
  const { jump, goBack } = useJump({ ...scroll, holds })
  const replies = useReplies({ of: only, setOf: setOnly, jump })
  useKeptFocus(ref)
  // Among a message's replies nobody sees what else arrives.
  const reading = atEnd && showing && ready && only === undefined
  live.current = reading && connection === 'connected'
  useReadMark(reading, last, state.seen, (seq) => void ask('seen', { room, seq }))
  useTrim({ ready, atEnd, count: entries.length, unseen: last - scroll.endSeq }, onTrim)
  useTarget(props.target, replies.goTo)

  const acts = useLogActs({ view, ask, acts: props.acts, jump: replies.goTo, showReplies: replies.show })
  const [focus] = useState(createLogFocus)
  const reader = useReader(me, keywords)
  const { writable, saidCode } = props
  const { drawn, keys } = useLines(log, scroll.from, scroll.to, {
    ...{ me: reader, room, ask, writable, focus, acts, saidCode },
  })
  const onKeyDown = useLogKeys({ log: ref, focus, keys, draw, onLeave: acts.write })
  const above = scroll.from > 0
  return (
    <>
      {only !== undefined && <RepliesLine onAll={() => replies.show(undefined)} />}
      <div class="log-frame">
        <div
          class="log"
          role="log"
          aria-label={text('messagesIn', name)}
          aria-busy={!ready || older.settling || scroll.moving}
          tabIndex={-1}
          ref={ref}
          onScroll={scroll.onScroll}
          onKeyDown={onKeyDown}
        >
          <div class="log-lines">
            <LogTop
              more={ready && (above || state.more)}
              busy={!above && older.busy}
              onLoad={() => (above ? draw({ type: 'up', atEnd: false }, () => undefined) : older.load())}
            />
            <LogNotes {...{ view, name, ready }} />
            {drawn}
          </div>
        </div>
        {goBack !== undefined && <JumpBack onBack={goBack} />}
        {!atEnd && <JumpToNewest entries={entries} since={scroll.endSeq} me={me.id} onJump={scroll.toEnd} />}
      </div>
    </>
  )
}

/** The same object for as long as nothing of it changes. */
const useReader = ({ id, name }: Person, keywords: string[]): Reader =>
  useMemo(() => ({ id, name, keywords }), [id, name, keywords.join('\n')])

/** What is said of the log as a whole. */
function LogNotes({ view, name, ready }: Pick<Props, 'view' | 'name'> & { ready: boolean }) {
  const { text } = useWords()
  const { entries, state } = view
  const nobodyWrote = ready && !state.more && state.outbox.length === 0 && !entries.some(isMessage)
  return (
    <>
      {state.reloaded && <p class="log-note">{text('reloaded')}</p>}
      {!ready && <p class="notice late">{text('loading')}</p>}
      {nobodyWrote && <p class="notice">{text('emptyRoom', name)}</p>}
    </>
  )
}

/** Goes where somebody elsewhere on the page asked to go, once. */
function useTarget(target: Signal<Seq | undefined> | undefined, goTo: (seq: Seq) => void): void {
  const seq = target?.value
  useEffect(() => {
    if (target === undefined || seq === undefined) return
    target.value = undefined
    goTo(seq)
  }, [seq])
}
