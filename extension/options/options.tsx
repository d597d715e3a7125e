import { useState } from 'preact/hooks'
import type { Overview } from '../shared/view.ts'
import type { Shortcut } from '../platform/pages.ts'
import { ClockOffset } from '../ui/mute/clock-offset.ts'
import { ConnectionLine } from '../ui/components/connection-line.tsx'
import { Logo } from '../ui/components/logo.tsx'
import { useDevice, usePersonSettings } from '../ui/settings/use-notification-settings.ts'
import type { NotificationPermissions } from '../ui/store/notification-permissions.ts'
import type { PageStore } from '../ui/store/page-store.ts'
import { useWords } from '../ui/i18n/text.ts'
import { AccountSection } from './account-section.tsx'
import { AlertSection } from './alerts/alert-section.tsx'
import { RoomsSection } from './alerts/rooms-section.tsx'
import { CardSection } from './cards/card-section.tsx'
import { LeaveSection } from './leave-section.tsx'
import { LeftSection, type Leaving } from './left-section.tsx'
import { NotificationSection } from './notification-section.tsx'
import { OptionsIndex, OptionsPart } from './options-index.tsx'
import { QuietSection } from './quiet/quiet-section.tsx'
import { ShortcutSection } from './shortcut-section.tsx'
import { TestSection } from './test-section.tsx'

interface Props {
  store: PageStore
  permissions: NotificationPermissions
  pages: { openTab: (url: string) => void; openWelcome: () => void }
  shortcuts: () => Promise<Shortcut[]>
  /** The browser reports when the screen is shared. */
  reportsSharing: boolean
  version: string
}

export function Options(props: Props) {
  const { text } = useWords()
  const [leaving, setLeaving] = useState<Leaving>()
  const overview = props.store.overview.value
  if (overview === undefined) return <p class="notice late">{text('loading')}</p>
  return (
    <main class="options">
      <header class="options-header">
        <Logo size={40} />
        <h1>{text('optionsTitle')}</h1>
      </header>
      {leaving !== undefined && <LeftSection leaving={leaving} permissions={props.permissions} />}
      {overview.account === undefined ? (
        <NotJoined {...props} />
      ) : (
        <ClockOffset.Provider value={overview.clockOffset}>
          <Joined {...props} overview={overview} account={overview.account} onLeaving={setLeaving} />
        </ClockOffset.Provider>
      )}
      <p class="quiet">{text('version', props.version)}</p>
    </main>
  )
}

function NotJoined({ pages, permissions, shortcuts }: Props) {
  const { text } = useWords()
  return (
    <>
      <section class="card">
        <h2>{text('account')}</h2>
        <p>{text('notJoinedYet')}</p>
        <button type="button" class="button primary" onClick={pages.openWelcome}>
          {text('enterInvite')}
        </button>
      </section>
      <NotificationSection permissions={permissions} />
      <ShortcutSection shortcuts={shortcuts} />
    </>
  )
}

interface JoinedProps extends Props {
  overview: Overview
  account: NonNullable<Overview['account']>
  onLeaving: (leaving: Leaving | undefined) => void
}

function Joined({ overview, account, onLeaving, ...props }: JoinedProps) {
  const { store, permissions, pages, shortcuts, reportsSharing } = props
  const { text } = useWords()
  const { ask } = store
  const settings = usePersonSettings(overview, ask)
  const device = useDevice(overview, ask)
  return (
    <>
      <ConnectionLine
        connection={overview.connection}
        server={account.server}
        ask={ask}
        openTab={pages.openTab}
      />
      <OptionsIndex />
      <OptionsPart id="account">
        <AccountSection account={account} ask={ask} />
      </OptionsPart>
      <OptionsPart id="notifications">
        <NotificationSection permissions={permissions} />
        <TestSection ask={ask} settings={overview.settings} />
      </OptionsPart>
      <OptionsPart id="alerts">
        <AlertSection setting={settings} />
        <RoomsSection rooms={overview.rooms} ask={ask} />
      </OptionsPart>
      <OptionsPart id="quiet">
        <QuietSection setting={settings} />
      </OptionsPart>
      <OptionsPart id="cards">
        <CardSection setting={device} reportsSharing={reportsSharing} />
      </OptionsPart>
      <OptionsPart id="shortcuts">
        <ShortcutSection shortcuts={shortcuts} />
      </OptionsPart>
      <OptionsPart id="leave">
        <LeaveSection account={account} store={store} onLeaving={onLeaving} />
      </OptionsPart>
      <div role="status" class="unsent-place">
        {overview.settingsUnsent && <p class="unsent">{text('settingsUnsent')}</p>}
      </div>
    </>
  )
}
