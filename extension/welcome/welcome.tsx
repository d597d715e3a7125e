import { useRef } from 'preact/hooks'
import type { NotificationPermissions } from '../ui/store/notification-permissions.ts'
import type { PageStore } from '../ui/store/page-store.ts'
import { useWords } from '../ui/i18n/text.ts'
import { JoinForm } from './join-form.tsx'
import { JoinedRoom, type WelcomePages } from './joined-room.tsx'

interface Props {
  store: PageStore
  /** A link to begin with. */
  invite: string
  permissions: NotificationPermissions
  pages: WelcomePages
}

/** Join, then the room. Someone who has joined sees the room at once. */
export function Welcome({ store, invite, permissions, pages }: Props) {
  const { text } = useWords()
  const overview = store.overview.value
  const joinedBefore = useRef<boolean | undefined>(undefined)
  if (overview === undefined) return <p class="notice late">{text('loading')}</p>
  const { account } = overview
  joinedBefore.current ??= account !== undefined
  if (account === undefined) return <JoinForm ask={store.ask} invite={invite} joining={overview.joining} />
  return (
    <JoinedRoom
      store={store}
      overview={overview}
      account={account}
      invitedAgain={joinedBefore.current && invite !== ''}
      permissions={permissions}
      pages={pages}
    />
  )
}
