import { randomUUID } from 'node:crypto'
import type { SavedAccount } from '../../../extension/background/channel/journal.ts'
import { openSocketTransport } from '../../../extension/background/channel/socket-transport.ts'
import type { Seq } from '../../../protocol/entry.ts'

/** Limits of a server that is to take as many messages as one machine can send. */
export const withoutRateLimit = { BACKCHANNEL_RATE_PER_SECOND: '0' }

/** So many commands are on their way at once. */
const TOGETHER = 100

/** Sends messages "Message 1", "Message 2", … by one connection, in this order. Answers with the seq of the last. */
export async function fillRoom(account: SavedAccount, room: string, count: number): Promise<Seq> {
  let connected: () => void
  const whenConnected = new Promise<void>((resolve) => (connected = resolve))
  const transport = openSocketTransport(account, (event) => {
    if (event.type === 'connected') connected()
  })
  transport.open()
  await whenConnected
  let last = 0
  for (let sent = 0; sent < count; sent += TOGETHER) {
    const size = Math.min(TOGETHER, count - sent)
    const answers = await Promise.all(
      Array.from({ length: size }, (_, index) =>
        transport.send('append', {
          ...{ room, id: randomUUID(), kind: 'message' },
          body: { text: `Message ${sent + index + 1}` },
        }),
      ),
    )
    for (const answer of answers) {
      if (!answer.ok) throw new Error(`Not appended: ${JSON.stringify(answer.error)}`)
      last = Math.max(last, answer.value.seq)
    }
  }
  transport.close()
  return last
}
