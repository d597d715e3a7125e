import type { Result } from '../../../protocol/result.ts'
import { connectPacket, openRaw, upgradeRequest } from '../../support/server/raw-socket.ts'

export interface HeardFrame {
  /** `performance.now()` */
  at: number
  text: string
}

/** A connection that keeps every text frame of the server, so that nothing is missed that a client would drop. */
export interface ListeningDevice {
  heard: HeardFrame[]
  /** Undefined: there was no answer before the connection ended. */
  ask(name: string, input: unknown): Promise<Result<unknown> | undefined>
  ended(): boolean
  /** Settles when the condition holds or the connection has ended. */
  until(condition: () => boolean): Promise<boolean>
  close(): void
}

/** Opens one and presents the token. `waits`: until the server let it in or ended it; else what follows goes out at once. */
export async function openListening(
  port: number,
  token: string,
  { waits = true }: { waits?: boolean } = {},
): Promise<ListeningDevice> {
  const raw = await openRaw(port, upgradeRequest())
  const heard: HeardFrame[] = []
  const answers = new Map<number, (answer: Result<unknown>) => void>()
  let nextId = 0
  let connected = false
  raw.onText((text) => {
    heard.push({ at: performance.now(), text })
    connected ||= text.includes('["heads"')
    const [, id, json = ''] = /^43(\d+)(.*)$/s.exec(text) ?? []
    if (id === undefined) return
    const [answer] = JSON.parse(json) as [Result<unknown>]
    answers.get(Number(id))?.(answer)
  })
  raw.send(connectPacket(token))
  if (waits) await raw.until(() => connected)
  return {
    heard,
    async ask(name, input) {
      const id = (nextId += 1)
      let answer: Result<unknown> | undefined
      answers.set(id, (given) => (answer = given))
      raw.send(`42${id}${JSON.stringify([name, input])}`)
      await raw.until(() => answer !== undefined)
      answers.delete(id)
      return answer
    },
    ended: raw.ended,
    until: raw.until,
    close: raw.destroy,
  }
}
