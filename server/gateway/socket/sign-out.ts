import { ok, type Result } from '../../../protocol/result.ts'
import { asFailure } from './as-failure.ts'
import type { CommandContext } from './command-handlers.ts'
import { channel, type ClientSocket } from './session.ts'

/** A client that does not read its answer, or does not close, is cut after this time. */
const CLOSE_MS = 1000

/**
 * Ends this device's token and its other connections at once, and this connection after its answer. Nothing is pushed to it
 * between the two.
 */
export async function signOut({ people, socket, principal }: CommandContext): Promise<Result<object>> {
  const own = channel.token(principal.token)
  // Out of the channel that the revocation disconnects: this connection still gets its answer.
  await socket.leave(own)
  const ended = await people.revokeToken(principal.token, { only: true })
  if (ended.ok) {
    for (const joined of [...socket.rooms]) await socket.leave(joined)
    endAfterAnswer(socket)
    return ok({})
  }
  await socket.join(own)
  // Revoked by somebody else while this connection was out of the channel: nobody disconnected it.
  const known = await people.authenticate(String(socket.handshake.auth['token']))
  if (known?.token !== principal.token) endAfterAnswer(socket)
  return asFailure(ended.error)
}

/** The answer is handed over in microtasks, and closing sends what is queued first. */
function endAfterAnswer(socket: ClientSocket): void {
  // Not the connection of Engine.IO, which counts as closed before the other side agreed.
  const tcp = socket.conn.request.socket
  setImmediate(() => socket.disconnect(true))
  const cut = setTimeout(() => tcp.destroy(), CLOSE_MS)
  tcp.once('close', () => clearTimeout(cut))
}
