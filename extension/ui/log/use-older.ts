import { useEffect, useState } from 'preact/hooks'
import type { Ask } from '../store/page-store.ts'

/** Asks for older entries, once at a time. `settling` lasts until those that came have been drawn. */
export function useOlder(ask: Ask, room: string, more: boolean, first: number) {
  const [asked, setAsked] = useState<number>()
  const busy = asked !== undefined && asked === first && more
  const load = () => {
    if (!more || busy) return
    setAsked(first)
    void ask('older', { room }).then(() => setAsked(undefined))
  }
  useEffect(() => setAsked(undefined), [first])
  return { busy, settling: asked !== undefined, load }
}
