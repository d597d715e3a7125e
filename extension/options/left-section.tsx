import { useState } from 'preact/hooks'
import type { NotificationPermissions } from '../ui/store/notification-permissions.ts'
import { useGranted } from '../ui/store/use-granted.ts'
import { useWords } from '../ui/i18n/text.ts'

/** How a leaving goes: `signedOut` undefined while the server is asked. */
export interface Leaving {
  host: string
  signedOut: boolean | undefined
}

/** What came of leaving a server, and what this browser still allows: who has left may not want it any more. */
export function LeftSection({
  leaving: { host, signedOut },
  permissions,
}: {
  leaving: Leaving
  permissions: NotificationPermissions
}) {
  const { text } = useWords()
  if (signedOut === undefined)
    return (
      <section class="card" role="status">
        <p>{text('leaving')}</p>
      </section>
    )
  return (
    <section class="card" role="status">
      <h2>{text('haveLeft', host)}</h2>
      {signedOut ? (
        <p>{text('leftSignedOut')}</p>
      ) : (
        <p class="problem">{text('leftNotSignedOut', 'backchannel token revoke')}</p>
      )}
      <GiveBack permissions={permissions} />
    </section>
  )
}

function GiveBack({ permissions }: { permissions: NotificationPermissions }) {
  const { text } = useWords()
  const { granted, update } = useGranted(permissions)
  const [done, setDone] = useState(false)
  if (granted === undefined) return null
  const { siteAccess, notifications } = granted
  const isAllowed = siteAccess || notifications
  if (!isAllowed) return done ? <p>{text('leftTakenBack')}</p> : null
  const giveBack = async () => {
    const refused = () => false
    await Promise.all([
      siteAccess && permissions.remove('siteAccess').catch(refused),
      notifications && permissions.remove('notifications').catch(refused),
    ])
    setDone(true)
    update()
  }
  return (
    <>
      <p>{text('leftAccess')}</p>
      <button type="button" class="button" onClick={() => void giveBack()}>
        {text('leftTakeBack')}
      </button>
      {done && (
        <p role="alert" class="problem">
          {text('leftStillAllowed')}
        </p>
      )}
    </>
  )
}
