import type { Account, Connection, RoomSummary } from '../../shared/view.ts'
import type { Text } from '../../platform/i18n.ts'
import { Composer } from '../composer/composer.tsx'
import { RoomLog } from '../log/room-log.tsx'
import type { PageStore } from '../store/page-store.ts'
import { useWords } from '../i18n/text.ts'
import { TypingLine } from './typing-line.tsx'

interface Props {
  store: PageStore
  account: Account
  connection: Connection
  rooms: RoomSummary[]
  /** That call the person as the name does. */
  keywords: string[]
}

function blockedBy(text: Text, state: Connection['state'], { left }: RoomSummary): string | undefined {
  if (state === 'signed-out') return text('blockedSignedOut')
  return left ? text('errorUnknownRoom') : undefined
}

/** The room that is shown: its log and its composer. Nothing of one room is carried over to the next. */
export function RoomPane({ store, account, connection, rooms, keywords }: Props) {
  const { text } = useWords()
  const shown = rooms.find((room) => room.id === store.room.value)
  const view = store.view.value
  if (shown === undefined) return <p class="notice">{text('noRooms')}</p>
  if (view === undefined) return <p class="notice late">{text('loading')}</p>
  return (
    <section class="room-pane" key={view.room}>
      <RoomLog
        view={view}
        name={shown.name}
        me={account.me}
        keywords={keywords}
        connection={connection.state}
        showing={store.showing.value}
        ask={store.ask}
        onTrim={store.trimRoom}
      />
      <TypingLine names={view.state.typing} />
      <Composer
        ask={store.ask}
        room={view.room}
        name={shown.name}
        draft={view.draft}
        blocked={blockedBy(text, connection.state, shown)}
      />
    </section>
  )
}
