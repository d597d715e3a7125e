import type { Seq } from '../../../protocol/entry.ts'
import { useLayoutEffect, useRef, useState } from 'preact/hooks'

/**
 * The log shows one message and its replies alone, or all. `goTo` leads to a message, out of the replies where it is none of
 * them; who goes back to all comes to the message that they were about.
 */
export function useReplies(jump: (seq: Seq) => boolean) {
  const [of, setOf] = useState<Seq>()
  const next = useRef<Seq>(undefined)
  const show = (seq: Seq | undefined) => {
    next.current = of
    setOf(seq)
  }
  const goTo = (seq: Seq) => {
    if (jump(seq) || of === undefined) return
    next.current = seq
    setOf(undefined)
  }
  useLayoutEffect(() => {
    if (of === undefined && next.current !== undefined) jump(next.current)
  }, [of])
  return { of, show, goTo }
}
