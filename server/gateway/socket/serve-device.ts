import { HEADS_INTERVAL_MS } from '../../../protocol/limits.ts'
import { hasScope } from '../../room/principal.ts'
import type { Log } from '../log.ts'
import type { ClientSocket } from './session.ts'
import { subscribe, type SubscribeOptions } from './subscribe.ts'

/** Subscribes a new socket to all that its principal gets, then sends `heads` at once and at intervals (SPEC 1.6, 4.6). */
export async function serveDevice(
  socket: ClientSocket,
  options: SubscribeOptions & { log: Log },
): Promise<void> {
  const { principal } = socket.data.session
  const { rooms, log } = options
  const secret = String(socket.handshake.auth['token'])
  if (!(await subscribe(socket, principal, secret, options))) {
    socket.disconnect(true)
    return
  }
  if (!hasScope(principal, 'get-pushes')) return
  const sendHeads = async () => {
    socket.emit('heads', await rooms.headsOf(principal.person.id))
  }
  const beat = setInterval(() => {
    sendHeads().catch((error: unknown) => log.error({ err: error }, 'heads failed'))
  }, HEADS_INTERVAL_MS)
  socket.on('disconnect', () => clearInterval(beat))
  if (socket.disconnected) clearInterval(beat)
  await sendHeads()
}
