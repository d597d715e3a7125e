import type { Push, PushName } from '../../../protocol/down.ts'
import type { Failure, Result } from '../../../protocol/result.ts'
import type { CommandInput, CommandName, CommandValue } from '../../../protocol/up.ts'

/** What happens to a connection. Pushes have been checked against the contract's schemas; others were dropped. */
export type TransportEvent =
  | { type: 'connected' }
  /** The server answered the handshake with a refusal. */
  | { type: 'refused'; failure: Failure }
  /** An attempt came to nothing, or an open connection ended. */
  | { type: 'lost' }
  /** The server sent more than is taken, and the connection was ended for that. In the place of `lost`. */
  | { type: 'flooded' }
  /** The server's heartbeat, every 20 s. */
  | { type: 'ping' }
  | { [N in PushName]: { type: 'push'; name: N; push: Push<N> } }[PushName]

/**
 * One connection at a time to one server with one token.
 *
 * - `open` makes one attempt, which ends in exactly one of `connected`, `refused`, `lost` and `flooded`; after
 *   `connected` comes one `lost` or `flooded`. There is no retry in here. Calling it during an attempt or a connection does nothing.
 * - `send` never rejects. Without a connection, or if no answer comes in time, it answers with `unavailable`; the
 *   command may have been carried out all the same.
 * - `close` ends it without a further event.
 */
export interface Transport {
  open(): void
  send<N extends CommandName>(name: N, input: CommandInput<N>): Promise<Result<CommandValue<N>>>
  close(): void
}

export type OpenTransport = (
  address: { server: string; token: string },
  listener: (event: TransportEvent) => void,
) => Transport
