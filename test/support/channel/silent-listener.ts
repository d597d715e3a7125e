import type { ChannelListener } from '../../../extension/background/channel/channel.ts'

const nothing = (): void => undefined

/** Hears everything and does nothing: spread it and say what matters. */
export const silentListener: ChannelListener = {
  connection: nothing,
  rooms: nothing,
  entries: nothing,
  caughtUp: nothing,
  opened: nothing,
  outbox: nothing,
  seen: nothing,
  typing: nothing,
  attention: nothing,
  heartbeat: nothing,
}
