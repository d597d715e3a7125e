import { useEffect, useState } from 'preact/hooks'
import type { RoomId, Seq } from '../../../protocol/entry.ts'
import type { Ask } from '../store/page-store.ts'

/** Asks for older entries, once at a time. `settling` lasts until those that came have been drawn. */
export function useOlder(ask: Ask, room: RoomId, more: boolean, first: Seq) {
  const [asked, setAsked] = useState<Seq>()
  const busy = asked !== undefined && asked === first && more
  const load = () => {
    if (!more || busy) return
    setAsked(first)
    void ask('older', { room }).then(() => setAsked(undefined))
  }
  useEffect(() => setAsked(undefined), [first])
  return { busy, settling: asked !== undefined, load }
}
