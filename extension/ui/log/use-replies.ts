import type { Seq } from '../../../protocol/entry.ts'
import { useLayoutEffect, useRef } from 'preact/hooks'

interface Replies {
  /** The message whose replies show alone; undefined: all shows. */
  of: Seq | undefined
  setOf: (seq: Seq | undefined) => void
  /** False: it is not among what shows. */
  jump: (seq: Seq) => boolean
}

/**
 * The log shows one message and its replies alone, or all. `goTo` leads to a message, out of the replies where it is none of
 * them; who goes back to all comes to the message that they were about.
 */
export function useReplies({ of, setOf, jump }: Replies) {
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
  return { show, goTo }
}
