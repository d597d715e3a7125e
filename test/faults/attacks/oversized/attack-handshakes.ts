import { deflateRawSync } from 'node:zlib'
import { openRaw, upgradeRequest } from '../../../support/server/raw-socket.ts'
import { rawFrame } from '../../../support/server/raw-frame.ts'
import { mustEnd, type Target } from './target.ts'

const deflate = [
  'Sec-WebSocket-Extensions: permessage-deflate; client_no_context_takeover; client_max_window_bits',
]

/** 50 MiB of nothing in 50 KB. */
const bomb = deflateRawSync(Buffer.alloc(50 * 2 ** 20))

const refused: [what: string, path: string][] = [
  ['polling', '/socket.io/?EIO=4&transport=polling'],
  ['EIO3', '/socket.io/?EIO=3&transport=websocket'],
  ['no version', '/socket.io/?transport=websocket'],
  ['WebTransport', '/socket.io/?EIO=4&transport=webtransport'],
  ['the id of another session', '/socket.io/?EIO=4&transport=websocket&sid=x'],
]

/** Ways of connecting that the wire does not have. Answers with how many connections were to be compressed. */
export async function attackHandshakes(target: Target): Promise<number> {
  const { port, size, findings } = target
  let negotiated = 0
  for (let time = 0; time < size.times; time += 1) {
    const compressed = await openRaw(port, upgradeRequest(undefined, deflate))
    if (/sec-websocket-extensions/i.test(compressed.head())) negotiated += 1
    compressed.write(rawFrame(bomb, { reserved: 4 }))
    await mustEnd(compressed, 'a compressed frame', target)

    for (const [what, path] of refused) {
      const raw = await openRaw(port, upgradeRequest(path))
      // Engine.IO upgrades some before it refuses them: one that is taken is greeted with its session.
      raw.onText((text) => {
        if (text.startsWith('0')) findings.report('broken', `a connection by ${what} is taken`)
      })
      await mustEnd(raw, `a handshake with ${what}`, target)
    }
    for (const method of ['GET', 'POST']) {
      const answer = await fetch(`http://127.0.0.1:${port}/socket.io/?EIO=4&transport=polling`, { method })
      if (answer.status !== 400)
        findings.report('broken', `${method} by polling is answered ${answer.status}`)
      findings.taken += 1
    }
  }
  return negotiated
}
