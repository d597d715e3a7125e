import type { Seq } from '../../../protocol/entry.ts'
import { useRef } from 'preact/hooks'
import { useSignal, type Signal } from '@preact/signals'
import type { ErrorCode } from '../../../protocol/error-code.ts'
import { messageStates } from '../../../protocol/timeline.ts'
import type { Account, Connection, Overview, RoomSummary, RoomView } from '../../shared/view.ts'
import { Composer } from '../composer/composer.tsx'
import { newMessage, type ComposeMode } from '../composer/compose-mode.ts'
import { useKeptReply } from '../composer/use-kept-reply.ts'
import { RoomLog } from '../log/room-log.tsx'
import { peopleOf } from '../complete/people-of.ts'
import { logLines, type MessageLine } from '../messages/log-lines.ts'
import { editMode, useMessageActs, type Outcome } from '../messages/use-message-acts.ts'
import type { PageStore } from '../store/page-store.ts'
import { failureText } from '../i18n/failure-text.ts'
import { useWords } from '../i18n/text.ts'
import { OutcomeLine } from './outcome-line.tsx'
import { TypingLine } from './typing-line.tsx'

interface Props {
  store: PageStore
  overview: Overview
  account: Account
  /** seq of a message of the shown room to go to, asked for from elsewhere. */
  target?: Signal<Seq | undefined>
}

/** Why nothing can be sent now. */
function blockedBy(state: Connection['state'], { left }: RoomSummary): ErrorCode | undefined {
  if (state === 'signed-out') return 'unauthorized'
  return left ? 'unknown_room' : undefined
}

/** The person's newest message that can be edited. */
const lastOwn = ({ entries, state }: RoomView, me: Account['me']): MessageLine | undefined =>
  logLines({ entries, outbox: state.outbox, me, unreadFrom: undefined })
    .filter((line): line is MessageLine => line.type === 'message')
    .findLast(({ entry, deleted, waits }) => entry.author.id === me.id && !deleted && !waits)

/** What is replied to or edited may be deleted meanwhile: nothing of its text stays. */
function withoutDeleted(mode: ComposeMode, view: RoomView): ComposeMode {
  if (mode.kind === 'new') return mode
  const changes = view.entries.filter(({ about }) => about === mode.about)
  const isDeleted = messageStates(changes).get(mode.about)?.deletedBy !== undefined
  if (!isDeleted) return mode
  if (mode.kind === 'edit') return newMessage
  return mode.to.text === undefined ? mode : { ...mode, to: { ...mode.to, text: undefined } }
}

/** The room that is shown: its log and its composer. Nothing of one room is carried over to the next. */
export function RoomPane({ store, overview, account, target }: Props) {
  const { text } = useWords()
  const shown = overview.rooms.find((room) => room.id === store.room.value)
  const view = store.view.value
  if (shown === undefined) return <p class="notice">{text('noRooms')}</p>
  if (view === undefined) return <p class="notice late">{text('loading')}</p>
  const props = { store, overview, account, target, shown, view }
  return <ShownRoom key={view.room} {...props} />
}

interface ShownProps extends Omit<Props, 'target'> {
  target: Signal<Seq | undefined> | undefined
  shown: RoomSummary
  view: RoomView
}

function ShownRoom({ store, overview, account, target, shown, view }: ShownProps) {
  const { text } = useWords()
  const { connection, settings } = overview
  const { me } = account
  const mode = useKeptReply(view, me)
  const outcome = useSignal<Outcome | undefined>(undefined)
  const pane = useRef<HTMLElement>(null)
  const onWrite = () => pane.current?.querySelector('textarea')?.focus()
  const acts = useMessageActs({
    ask: store.ask,
    server: account.server,
    room: view.room,
    me: me.id,
    mode,
    outcome,
    onWrite,
  })
  mode.value = withoutDeleted(mode.value, view)

  const saidCode = blockedBy(connection.state, shown)
  const blocked =
    saidCode &&
    (saidCode === 'unauthorized'
      ? text('blockedSignedOut')
      : failureText(text, { code: saidCode, message: '' }))
  const editLast = () => {
    const line = lastOwn(view, me)
    if (line !== undefined) mode.value = editMode(line)
  }
  return (
    <section class="room-pane" ref={pane}>
      <RoomLog
        view={view}
        name={shown.name}
        me={me}
        keywords={settings.keywords}
        connection={connection.state}
        showing={store.showing.value}
        ask={store.ask}
        writable={saidCode === undefined}
        saidCode={saidCode}
        acts={acts}
        target={target}
        onTrim={store.trimRoom}
      />
      <OutcomeLine outcome={outcome} />
      <TypingLine names={view.state.typing} />
      <Composer
        ask={store.ask}
        room={view.room}
        name={shown.name}
        draft={view.draft}
        blocked={blocked}
        mode={mode}
        names={{
          person: () => [...peopleOf(view, me), { name: 'room', about: text('mentionRoom') }],
          room: () => overview.rooms.filter(({ left }) => left !== true),
        }}
        onEditLast={editLast}
        onDelete={acts.remove}
      />
    </section>
  )
}
