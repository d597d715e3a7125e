import { useState } from 'preact/hooks'
import { IconButton } from '../ui/components/icon-button.tsx'
import type { NotificationPermissions } from '../ui/store/notification-permissions.ts'
import { useGranted } from '../ui/store/use-granted.ts'
import { useWords } from '../ui/i18n/text.ts'
import { countOnlyHint } from './count-only-hint.ts'

interface Props {
  permissions: NotificationPermissions
  /** Leads to where it can be changed. */
  onChange: () => void
}

/** Says that nothing notifies but the number on the button, to someone who may not know; once hidden, it stays away. */
export function CountOnlyLine({ permissions, onChange }: Props) {
  const { text } = useWords()
  const { granted } = useGranted(permissions)
  const [hidden, setHidden] = useState(countOnlyHint.isHidden)
  if (hidden || granted === undefined || granted.siteAccess || granted.notifications) return null
  const hide = () => {
    countOnlyHint.hide()
    setHidden(true)
  }
  return (
    <div class="count-only">
      <p>
        {text('countOnly')}{' '}
        <button type="button" class="link-button" onClick={onChange}>
          {text('countOnlyChange')}
        </button>
      </p>
      <IconButton icon="close" label={text('countOnlyHide')} onClick={hide} />
    </div>
  )
}
