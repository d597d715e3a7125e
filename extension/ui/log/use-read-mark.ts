import { useEffect, useRef } from 'preact/hooks'
import type { Seq } from '../../../protocol/entry.ts'

/** A message counts as read once it was in view for this long. */
const READ_AFTER_MS = 1000

/**
 * Reports the newest seq once the end of the log was in view for a second. In a busy room the seconds go on: each
 * reports what its beginning showed, so that a stream of messages does not put reading off for ever.
 */
export function useReadMark(reading: boolean, last: Seq, seen: Seq, report: (seq: Seq) => void): void {
  const latest = useRef({ last, seen, report })
  latest.current = { last, seen, report }
  useEffect(() => {
    if (!reading) return
    let due = latest.current.last
    let reported = 0
    const timer = setInterval(() => {
      if (due > Math.max(reported, latest.current.seen)) {
        reported = due
        latest.current.report(due)
      }
      due = latest.current.last
    }, READ_AFTER_MS)
    return () => clearInterval(timer)
  }, [reading])
}
