import { useEffect, useState } from 'preact/hooks'
import type { NotificationPermissions } from './notification-permissions.ts'

/** What the browser grants just now; undefined until it has said. */
export function useGranted(permissions: NotificationPermissions) {
  const [granted, setGranted] = useState<Awaited<ReturnType<NotificationPermissions['granted']>>>()
  const update = () => void permissions.granted().then(setGranted)
  useEffect(() => {
    update()
    return permissions.onChanged(update)
  }, [])
  return { granted, update }
}
