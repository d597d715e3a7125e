import { useEffect } from 'preact/hooks'

/** A tab that stays open for days keeps no more than this while its end is read. */
const ENTRIES_KEPT = 1000
/** Nor more than so many that came while somebody reads further up: then they begin again at the newest. */
const ENTRIES_UNSEEN = 2000

interface LogSize {
  ready: boolean
  /** The end is in view. */
  atEnd: boolean
  /** How many entries the page keeps. */
  count: number
  /** How many came since the end was in view. */
  unseen: number
}

/** Calls `onTrim` once each time that a log has grown too large to be kept whole. */
export function useTrim({ ready, atEnd, count, unseen }: LogSize, onTrim: () => void): void {
  const tooMany = atEnd && count > ENTRIES_KEPT
  useEffect(() => {
    if (tooMany) onTrim()
  }, [tooMany])
  const times = ready ? Math.floor(unseen / ENTRIES_UNSEEN) : 0
  useEffect(() => {
    if (times > 0) onTrim()
  }, [times])
}
