import type { Granted } from '../../platform/permissions.ts'

/** What the pages ask of the browser about notifications. Both `request` to be called in the click itself. */
export interface NotificationPermissions {
  granted: () => Promise<Granted>
  /** One prompt for both. */
  requestAll: () => Promise<boolean>
  request: (kind: keyof Granted) => Promise<boolean>
  remove: (kind: keyof Granted) => Promise<boolean>
  /** Returns what ends the listening. */
  onChanged: (listener: () => void) => () => void
}
