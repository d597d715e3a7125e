import type { NotificationPermissions } from '../ui/store/notification-permissions.ts'
import { useGranted } from '../ui/store/use-granted.ts'
import { useWords } from '../ui/words/text.ts'

const kinds = [
  { kind: 'siteAccess', label: 'siteAccess', help: 'siteAccessHelp' },
  { kind: 'notifications', label: 'systemNotifications', help: 'systemNotificationsHelp' },
] as const

/** The browser holds these settings; the boxes show what it says, so that a refused prompt leaves them as they were. */
export function NotificationSection({ permissions }: { permissions: NotificationPermissions }) {
  const { text } = useWords()
  const { granted, update } = useGranted(permissions)
  const turn = (kind: (typeof kinds)[number]['kind'], on: boolean) =>
    void (on ? permissions.request(kind) : permissions.remove(kind)).catch(() => false).then(update)
  return (
    <section class="card">
      <h2>{text('notifications')}</h2>
      {kinds.map(({ kind, label, help }) => (
        <div class="switch" key={kind}>
          <input
            id={kind}
            type="checkbox"
            role="switch"
            checked={granted?.[kind] ?? false}
            disabled={granted === undefined}
            aria-describedby={`${kind}-help`}
            onClick={(event) => {
              event.preventDefault()
              turn(kind, event.currentTarget.checked)
            }}
          />
          <label for={kind}>{text(label)}</label>
          <p id={`${kind}-help`} class="quiet">
            {text(help)}
          </p>
        </div>
      ))}
    </section>
  )
}
