import type { Seq } from '../../protocol/entry.ts'
import { useEffect, useState } from 'preact/hooks'
import { batch, useSignal } from '@preact/signals'
import { parseMessageLink } from '../../protocol/message-link.ts'
import type { Failure } from '../../protocol/result.ts'
import type { Account, Overview, RoomSummary } from '../shared/view.ts'
import { ClockOffset } from '../ui/mute/clock-offset.ts'
import { lazily } from '../ui/components/lazily.tsx'
import { useKeyList } from '../ui/keys/use-key-list.ts'
import { ConnectionLine } from '../ui/components/connection-line.tsx'
import { RoomList } from '../ui/components/room-list.tsx'
import { StoppedLine } from '../ui/components/stopped-line.tsx'
import { RoomPane } from '../ui/components/room-pane.tsx'
import { Problem } from '../ui/settings/problem.tsx'
import { useDevice, usePersonSettings } from '../ui/settings/use-notification-settings.ts'
import { applier } from '../ui/settings/use-change.ts'
import type { NotificationPermissions } from '../ui/store/notification-permissions.ts'
import type { PageStore } from '../ui/store/page-store.ts'
import { useRoomKeys } from '../ui/store/use-room-keys.ts'
import { useWords } from '../ui/i18n/text.ts'
import { BellMenu, type BellProps } from './bell-menu.tsx'
import { BadgeOnlyLine } from './badge-only-line.tsx'
import { PopupHeader } from './popup-header.tsx'
import type { PopupPages } from './popup-pages.ts'
import { QuietLines } from './quiet-lines.tsx'
import { RoomGrewLine } from './room-grew-line.tsx'
import { ShownRoomTools } from './shown-room-tools.tsx'

const KeyList = lazily(async () => (await import('../ui/keys/key-list.tsx')).KeyList)
const AddBrowser = lazily(async () => (await import('../ui/components/add-browser.tsx')).AddBrowser)
const NotJoined = lazily(async () => (await import('./not-joined.tsx')).NotJoined)

interface Props {
  store: PageStore
  permissions: NotificationPermissions
  pages: PopupPages
}

export function Popup({ store, permissions, pages }: Props) {
  const { text } = useWords()
  const overview = store.overview.value
  if (overview === undefined) return <p class="notice late">{text('loading')}</p>
  const { account } = overview
  if (account === undefined) return <NotJoined joining={overview.joining} pages={pages} />
  return (
    <ClockOffset.Provider value={overview.clockOffset}>
      <Joined store={store} permissions={permissions} pages={pages} overview={overview} account={account} />
    </ClockOffset.Provider>
  )
}

/** The message that the popup goes to: at first the one whose address the tab in front shows, if it is one of this server. */
function useTargetInFront({
  store,
  pages,
  account,
  rooms,
}: Pick<JoinedProps, 'store' | 'pages' | 'account'> & Pick<Overview, 'rooms'>) {
  const target = useSignal<Seq | undefined>(undefined)
  useEffect(() => {
    void pages.tabInFront().then((address) => {
      const place = address === undefined ? undefined : parseMessageLink(account.server, address)
      if (place === undefined || !rooms.some(({ id }) => id === place.room)) return
      batch(() => {
        store.openRoom(place.room)
        target.value = place.seq
      })
    })
  }, [])
  return target
}

interface JoinedProps extends Props {
  overview: Overview
  account: Account
}

function Joined({ store, permissions, pages, overview, account }: JoinedProps) {
  const { rooms, connection } = overview
  const [addingBrowser, setAddingBrowser] = useState(false)
  const [listsKeys, setListsKeys] = useState(false)
  useRoomKeys(store, rooms)
  useKeyList(() => setListsKeys(true))
  const settings = usePersonSettings(overview, store.ask)
  const device = useDevice(overview, store.ask)
  const [problem, setProblem] = useState<Failure>()
  const target = useTargetInFront({ store, pages, account, rooms })
  const everywhere = settings.value.level
  const bell = {
    settings: settings.value,
    device: device.value,
    textHidden: overview.textHidden,
    onSettings: applier(settings.change, setProblem),
    onDevice: applier(device.change, setProblem),
  }
  const list = (
    <RoomList rooms={rooms} everywhere={everywhere} shown={store.room.value} onOpen={store.openRoom} />
  )
  const single = rooms.length <= 1
  const shown = rooms.find((room) => room.id === store.room.value)
  return (
    <div class={single ? 'popup single' : 'popup'}>
      <PopupHeader
        onAddBrowser={() => setAddingBrowser(true)}
        onOptions={pages.openOptions}
        bell={<BellMenu {...bell} onOptions={pages.openOptions} onKeys={() => setListsKeys(true)} />}
      >
        {single && list}
        <h1 class={single ? 'unseen' : 'room-title'}>{shown !== undefined && <bdi>{shown.name}</bdi>}</h1>
        {shown !== undefined && (
          <ShownRoomTools
            key={shown.id}
            store={store}
            room={shown}
            me={account.me}
            everywhere={everywhere}
            writable={shown.left !== true && connection.state !== 'signed-out'}
            target={target}
            onProblem={setProblem}
          />
        )}
      </PopupHeader>
      <PopupLines
        store={store}
        permissions={permissions}
        pages={pages}
        overview={overview}
        account={account}
        bell={bell}
        problem={problem}
        shown={shown}
        onProblem={setProblem}
      />
      <div class="popup-body">
        {!single && list}
        <main>
          <RoomPane store={store} overview={overview} account={account} target={target} />
        </main>
      </div>
      {listsKeys && <KeyList onClose={() => setListsKeys(false)} />}
      {addingBrowser && <AddBrowser ask={store.ask} onClose={() => setAddingBrowser(false)} />}
    </div>
  )
}

interface LinesProps extends JoinedProps {
  bell: BellProps
  problem: Failure | undefined
  /** The room that is shown. */
  shown: RoomSummary | undefined
  onProblem: (problem: Failure | undefined) => void
}

/** What the person should know before they read on; mostly nothing. */
function PopupLines({
  store,
  permissions,
  pages,
  overview,
  account,
  bell,
  problem,
  shown,
  onProblem,
}: LinesProps) {
  const { rooms, connection } = overview
  return (
    <>
      <QuietLines {...bell} />
      <Problem failure={problem} />
      <ConnectionLine
        connection={connection}
        server={account.server}
        ask={store.ask}
        openTab={pages.openTab}
        onLeave={pages.openOptions}
      />
      <StoppedLine rooms={rooms} ask={store.ask} />
      {shown !== undefined && (
        <RoomGrewLine
          key={shown.id}
          room={shown}
          everywhere={bell.settings.level}
          ask={store.ask}
          onProblem={onProblem}
        />
      )}
      <BadgeOnlyLine permissions={permissions} onChange={() => pages.openWelcome()} />
    </>
  )
}
