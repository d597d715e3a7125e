import type { Account, Overview } from '../shared/view.ts'
import { ConnectionLine } from '../ui/components/connection-line.tsx'
import { Logo } from '../ui/components/logo.tsx'
import { RoomList } from '../ui/components/room-list.tsx'
import { RoomPane } from '../ui/components/room-pane.tsx'
import type { NotificationPermissions } from '../ui/store/notification-permissions.ts'
import type { PageStore } from '../ui/store/page-store.ts'
import { useRoomKeys } from '../ui/store/use-room-keys.ts'
import { useWords } from '../ui/i18n/text.ts'
import { NotificationOffer } from './notification-offer.tsx'

export interface WelcomePages {
  openOptions: () => void
  openTab: (url: string) => void
}

interface Props {
  store: PageStore
  overview: Overview
  account: Account
  /** They came with an invite that was not needed. */
  invitedAgain: boolean
  permissions: NotificationPermissions
  pages: WelcomePages
}

export function JoinedRoom({ store, overview, account, invitedAgain, permissions, pages }: Props) {
  const { text } = useWords()
  const { rooms, connection } = overview
  useRoomKeys(store, rooms)
  return (
    <div class="welcome">
      <header class="welcome-header">
        <Logo size={40} />
        <div>
          <h1>{text('youAreIn')}</h1>
          <p class="quiet">
            <bdi>{account.me.name}</bdi> · <bdi>{new URL(account.server).host}</bdi>
          </p>
        </div>
      </header>
      {invitedAgain && <p role="status">{text('joinedAlready')}</p>}
      <div class="welcome-columns">
        <main class="welcome-room">
          <RoomList
            rooms={rooms}
            everywhere={overview.settings.level}
            shown={store.room.value}
            onOpen={store.openRoom}
          />
          <ConnectionLine
            connection={connection}
            server={account.server}
            ask={store.ask}
            openTab={pages.openTab}
            onLeave={pages.openOptions}
          />
          <RoomPane store={store} overview={overview} account={account} />
        </main>
        <aside>
          <NotificationOffer permissions={permissions} onOptions={pages.openOptions} />
          <p class="quiet">{text('toolbarHint')}</p>
        </aside>
      </div>
    </div>
  )
}
