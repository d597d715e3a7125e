import { useState } from 'preact/hooks'
import { IconButton } from '../ui/components/icon-button.tsx'
import type { NotificationPermissions } from '../ui/store/notification-permissions.ts'
import { useGranted } from '../ui/store/use-granted.ts'
import { useWords } from '../ui/i18n/text.ts'

/** In `localStorage`: the person hid the line in this browser. */
const HIDDEN = 'count-only-hidden'

interface Props {
  permissions: NotificationPermissions
  /** Leads to where it can be changed. */
  onChange: () => void
}

/** Says that only the number on the button notifies, until the person hides it. */
export function BadgeOnlyLine({ permissions, onChange }: Props) {
  const { text } = useWords()
  const { granted } = useGranted(permissions)
  const [hidden, setHidden] = useState(() => localStorage.getItem(HIDDEN) !== null)
  if (hidden || granted === undefined || granted.siteAccess || granted.notifications) return null
  const hide = () => {
    localStorage.setItem(HIDDEN, '')
    setHidden(true)
  }
  return (
    <div class="badge-only">
      <p>
        {text('badgeOnly')}{' '}
        <button type="button" class="link-button" onClick={onChange}>
          {text('badgeOnlyChange')}
        </button>
      </p>
      <IconButton icon="close" label={text('badgeOnlyHide')} onClick={hide} />
    </div>
  )
}
