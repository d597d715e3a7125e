import { attentionNow, type Attention } from './attention-now.ts'
import { add, partsWith } from './board-changes.ts'
import type { Board, CollectedItem, CollectedRoom, OpenAlert } from './board.ts'
import * as collection from './collection.ts'
import { newAlert } from './consider.ts'
import { decide } from './rules/decide.ts'
import { stayMs } from './rules/stay.ts'
import { raiseUrgent } from './urgent-alerts.ts'

interface DigestContext {
  /** A page of ours shows the room to somebody who looks at it. */
  isShowing(room: string): boolean
  attention: Attention
  agreed: boolean
  stay: number | null
  now: number
}

/**
 * What was collected becomes one alert, `fresh` being its key. A digest of one message is that message. What the person has
 * set since holds it: whoever mutes a room while its messages wait wants nothing of them a minute later.
 */
export function raiseDigest(
  board: Board,
  which: 'missed' | 'flooded',
  context: DigestContext,
): { board: Board; fresh: string[] } {
  const { stay, now } = context
  const taken = { ...board, [which]: collection.empty }
  const isTold = ([, calls, priority, came]: CollectedItem, { room, members }: CollectedRoom): boolean => {
    const settings = attentionNow(context.attention, { id: room, members })
    const decision = decide({
      ...{ ...settings, calls, priority, came, place: 'page', flood: true },
      ...{ message: true, mine: false, read: false, claimed: false, alerted: false, direct: false },
      showing: context.isShowing(room),
    })
    return decision !== 'none' && decision !== 'badge'
  }
  const rooms = collection.keepItems(board[which].rooms, isTold)
  const parts = collection.keepItems(partsWith(board, rooms), isTold)
  const only = collection.onlyOne(parts)
  if (rooms.length === 0) return { board: taken, fresh: [] }
  if (only?.priority === 5 && context.agreed) return raiseUrgent(taken, only, now)
  const alert = only ? newAlert(only, { stay }) : digestAlert(parts, stay)
  return alert === undefined
    ? { board: taken, fresh: [] }
    : { board: add(taken, alert, now), fresh: [alert.key] }
}

/** It has the key of the newest message that calls the person, or else of the newest: there it opens. */
function digestAlert(parts: OpenAlert['parts'] & object, stay: number | null): OpenAlert | undefined {
  const lead = collection.leading(parts)
  const seq = lead?.items.at(-1)?.[0]
  const head = collection.headOf(parts)
  if (lead === undefined || seq === undefined || head === undefined) return undefined
  const { logId } = lead
  return {
    ...{ key: `${logId}:${seq}`, logId, seq, parts, ...head },
    ...{ author: '', title: undefined, text: '', priority: 3, actions: [] },
    ...{ kind: 'digest', count: 1, raised: false, noToast: false },
    left: stayMs({ text: '', priority: 3, called: head.calls, factor: stay }),
  }
}
