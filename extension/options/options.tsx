import { useEffect, useState } from 'preact/hooks'
import { ConnectionLine } from '../ui/parts/connection-line.tsx'
import { Logo } from '../ui/parts/logo.tsx'
import type { NotificationPermissions } from '../ui/store/notification-permissions.ts'
import type { PageStore } from '../ui/store/page-store.ts'
import { useWords } from '../ui/words/text.ts'
import { AccountSection } from './account-section.tsx'
import { LeaveSection } from './leave-section.tsx'
import { NotificationSection } from './notification-section.tsx'

interface Props {
  store: PageStore
  permissions: NotificationPermissions
  pages: { openTab: (url: string) => void; openWelcome: () => void }
  /** The keys that open the popup; undefined when none are set. */
  shortcut: () => Promise<string | undefined>
  version: string
}

export function Options({ store, permissions, pages, shortcut, version }: Props) {
  const { text } = useWords()
  const overview = store.overview.value
  if (overview === undefined) return <p class="notice late">{text('loading')}</p>
  const { account, connection } = overview
  return (
    <main class="options">
      <header class="options-header">
        <Logo size={40} />
        <h1>{text('optionsTitle')}</h1>
      </header>
      {account === undefined ? (
        <section class="card">
          <h2>{text('account')}</h2>
          <p>{text('notJoinedYet')}</p>
          <button type="button" class="button primary" onClick={pages.openWelcome}>
            {text('enterInvite')}
          </button>
        </section>
      ) : (
        <>
          <ConnectionLine
            connection={connection}
            server={account.server}
            onReconnect={() => void store.ask('reconnect', {})}
            onOpenServer={() => pages.openTab(account.server)}
          />
          <AccountSection account={account} ask={store.ask} />
        </>
      )}
      <NotificationSection permissions={permissions} />
      <ShortcutSection shortcut={shortcut} />
      {account !== undefined && <LeaveSection account={account} store={store} />}
      <p class="quiet">{text('version', version)}</p>
    </main>
  )
}

function ShortcutSection({ shortcut }: Pick<Props, 'shortcut'>) {
  const { text } = useWords()
  const [keys, setKeys] = useState<string>()
  useEffect(() => {
    void shortcut().then(setKeys)
  }, [])
  return (
    <section class="card">
      <h2>{text('shortcut')}</h2>
      <p>{keys === undefined ? text('shortcutNone') : <kbd>{keys}</kbd>}</p>
      <p class="quiet">{text('shortcutHelp')}</p>
    </section>
  )
}
