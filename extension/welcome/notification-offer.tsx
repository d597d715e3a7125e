import { useState } from 'preact/hooks'
import type { NotificationPermissions } from '../ui/store/notification-permissions.ts'
import { ToastPicture } from '../ui/components/toast-picture.tsx'
import { useGranted } from '../ui/store/use-granted.ts'
import { useWords } from '../ui/i18n/text.ts'

interface Props {
  permissions: NotificationPermissions
  onOptions: () => void
}

/** Asked once the room is there, with the reason; to skip it costs nothing. */
export function NotificationOffer({ permissions, onOptions }: Props) {
  const { text } = useWords()
  const { granted, update } = useGranted(permissions)
  const [answered, setAnswered] = useState(false)

  if (granted === undefined) return null
  const all = granted.siteAccess && granted.notifications
  const ask = () => {
    void permissions
      .requestAll()
      .catch(() => false)
      .then(() => {
        setAnswered(true)
        update()
      })
  }
  return (
    <section class="card offer" aria-labelledby="offer-title">
      <ToastPicture />
      <h2 id="offer-title">{text('offerTitle')}</h2>
      {all || answered ? (
        <div role="status">
          <p>{text(granted.siteAccess ? 'offerSiteYes' : 'offerSiteNo')}</p>
          <p>{text(granted.notifications ? 'offerSystemYes' : 'offerSystemNo')}</p>
          <p class="quiet">{text('offerChange')}</p>
          <button type="button" class="button" onClick={onOptions}>
            {text('options')}
          </button>
        </div>
      ) : (
        <>
          <p>{text('offerWhy')}</p>
          <div class="buttons">
            <button type="button" class="button primary" onClick={ask}>
              {text('offerYes')}
            </button>
            <button type="button" class="button" onClick={() => setAnswered(true)}>
              {text('offerNo')}
            </button>
          </div>
        </>
      )}
    </section>
  )
}
