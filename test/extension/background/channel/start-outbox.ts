import { createOutbox, type OutboxDeps } from '../../../../extension/background/channel/outbox.ts'
import { ok, type Result } from '../../../../protocol/result.ts'
import type { CommandValue } from '../../../../protocol/up.ts'
import { createManualClock } from '../../../support/channel/manual-clock.ts'
import { createMemoryJournal } from '../../../support/channel/memory-journal.ts'
import { expectSettled } from '../../../support/settled.ts'

type Answer = Result<CommandValue<'append'>>

/** An outbox whose commands wait for the test's answers. */
export function startOutbox(fields: Partial<OutboxDeps> = {}) {
  const journal = createMemoryJournal()
  const clock = createManualClock()
  const asked: { id: string; answer: (answer: Answer) => void }[] = []
  const deps: OutboxDeps = {
    journal,
    clock,
    append: ({ id }) => new Promise((answer) => asked.push({ id, answer })),
    isConnected: () => true,
    isConfirmed: () => true,
    changed: () => undefined,
    ...fields,
  }
  const outbox = createOutbox([], deps)
  const add = (...ids: string[]) =>
    Promise.all(ids.map((id) => outbox.add({ room: 'general', id, kind: 'message', body: { text: id } })))
  const answer = async (n: number, value: Answer) => {
    await expectSettled(() => asked.length > n, `command ${n} is sent`)
    asked[n]?.answer(value)
  }
  return { journal, clock, outbox, asked, add, answer, deps }
}
export const at = (seq: number): Answer => ok({ seq, at: 0, logId: 'log-1' })
