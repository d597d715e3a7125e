import type { LogId, RoomId, Seq } from '../../protocol/entry.ts'

/** What the page was opened for. */
export interface Asked {
  room: RoomId
  logId: LogId
  seq: Seq
  what: 'acknowledge' | 'claim' | 0 | 1 | 2
}

const pattern = /^#([a-z0-9-]{1,64}):([\w-]{1,64}):([1-9]\d{0,15}):(acknowledge|claim|action-([012]))$/

/** From the address' fragment, `#room:logId:seq:what`; undefined when somebody opened the page by hand. */
export function readAsked(hash: string): Asked | undefined {
  const [, room, logId, seq, what, index] = pattern.exec(hash) ?? []
  if (room === undefined || logId === undefined) return undefined
  const asked = what === 'acknowledge' || what === 'claim' ? what : (Number(index) as 0 | 1 | 2)
  return { room, logId, seq: Number(seq), what: asked }
}
