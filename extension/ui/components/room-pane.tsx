import type { Account, Connection, Overview, RoomSummary } from '../../shared/view.ts'
import type { Text } from '../../platform/i18n.ts'
import { Composer } from '../composer/composer.tsx'
import { RoomLog } from '../log/room-log.tsx'
import type { PageStore } from '../store/page-store.ts'
import { useWords } from '../i18n/text.ts'
import { TypingLine } from './typing-line.tsx'

interface Props {
  store: PageStore
  overview: Overview
  account: Account
}

function blockedBy(text: Text, state: Connection['state'], { left }: RoomSummary): string | undefined {
  if (state === 'signed-out') return text('blockedSignedOut')
  return left ? text('errorUnknownRoom') : undefined
}

/** The room that is shown: its log and its composer. Nothing of one room is carried over to the next. */
export function RoomPane({ store, overview, account }: Props) {
  const { text } = useWords()
  const { rooms, connection, settings } = overview
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
        keywords={settings.keywords}
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
