import { isDeepStrictEqual } from 'node:util'
import type { ReadEntries } from '../../../../extension/background/channel/channel.ts'
import type { Entry } from '../../../../protocol/entry.ts'
import type { Result } from '../../../../protocol/result.ts'
import { timeline, type TimelineItem } from '../../../../protocol/timeline.ts'
import { settled } from '../../../support/settled.ts'
import type { Violation } from '../../history/violation.ts'
import type { KillableClient } from './killable-client.ts'

/** What the server says of single messages, and of those that are pinned, against the whole log. */
export async function comparePages(
  clients: readonly KillableClient[],
  room: string,
  log: readonly Entry[],
): Promise<Violation[]> {
  const [client] = clients
  if (client === undefined) return []
  const whole = timeline(log)
  const pinned = whole.filter((item) => item.kind === 'message' && item.state.pinnedBy !== undefined)
  const read = async (ask: Promise<Result<ReadEntries>>): Promise<TimelineItem[]> => {
    const answer = await carried(client, ask)
    if (!answer.ok) return []
    const seqs = new Set(answer.value.entries.map(({ seq }) => seq))
    return timeline([...answer.value.entries, ...answer.value.later]).filter(({ entry }) =>
      seqs.has(entry.seq),
    )
  }
  const found: Violation[] = []
  if (!isDeepStrictEqual(await read(client.channel().readPinned(room)), pinned))
    found.push({ kind: 'disagreement', what: `the list of what is pinned in ${room} is another one` })
  for (const item of whole.slice(-3)) {
    const shown = await read(client.channel().readEntry(room, item.entry.seq))
    if (!isDeepStrictEqual(shown, [item]))
      found.push({
        kind: 'disagreement',
        what: `${item.entry.seq} of ${room} by itself is ${JSON.stringify(shown)}`,
      })
  }
  return found
}

/** The line carries nothing by itself. */
async function carried<T>({ line }: KillableClient, asked: Promise<T>): Promise<T> {
  const state = { isOver: false }
  const answer = asked.finally(() => {
    state.isOver = true
  })
  while (!state.isOver) {
    await line.carryAll()
    await settled()
  }
  return answer
}
