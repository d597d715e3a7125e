import { Switch } from '../ui/settings/switch.tsx'
import type { NotificationPermissions } from '../ui/store/notification-permissions.ts'
import { useGranted } from '../ui/store/use-granted.ts'
import { useWords } from '../ui/i18n/text.ts'

const kinds = [
  { kind: 'siteAccess', label: 'siteAccess', help: 'siteAccessHelp' },
  { kind: 'notifications', label: 'systemNotifications', help: 'systemNotificationsHelp' },
] as const

/** The browser holds these settings; the switches show what it says, so that a refused prompt turns them back. */
export function NotificationSection({ permissions }: { permissions: NotificationPermissions }) {
  const { text } = useWords()
  const { granted, update } = useGranted(permissions)
  const turn = (kind: (typeof kinds)[number]['kind'], on: boolean) =>
    void (on ? permissions.request(kind) : permissions.remove(kind)).catch(() => false).then(update)
  return (
    <section class="card">
      <h2>{text('notifications')}</h2>
      {kinds.map(({ kind, label, help }) => (
        <Switch
          key={kind}
          id={kind}
          label={text(label)}
          help={text(help)}
          checked={granted?.[kind] ?? false}
          disabled={granted === undefined}
          onTurn={(on) => turn(kind, on)}
        />
      ))}
    </section>
  )
}
