/** What the page was opened for. */
export interface Asked {
  room: string
  seq: number
  what: 'acknowledge' | 'claim' | 0 | 1 | 2
}

const pattern = /^#([a-z0-9-]{1,64}):([1-9]\d{0,15}):(acknowledge|claim|action-([012]))$/

/** From the address' fragment, `#room:seq:what`; undefined when somebody opened the page by hand. */
export function readAsked(hash: string): Asked | undefined {
  const [, room, seq, what, index] = pattern.exec(hash) ?? []
  if (room === undefined) return undefined
  const asked = what === 'acknowledge' || what === 'claim' ? what : (Number(index) as 0 | 1 | 2)
  return { room, seq: Number(seq), what: asked }
}
