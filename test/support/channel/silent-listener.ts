import type { ChannelListener } from '../../../extension/background/channel/listener.ts'

const nothing = (): void => undefined

/** Hears everything and does nothing: spread it and say what matters. */
export const silentListener: ChannelListener = {
  connection: nothing,
  rooms: nothing,
  entries: nothing,
  skipped: nothing,
  caughtUp: nothing,
  opened: nothing,
  outbox: nothing,
  seen: nothing,
  typing: nothing,
  settings: nothing,
  heartbeat: nothing,
}
