import { describe, expect, it } from 'vitest'
import { pendingEntries } from '../../../extension/shared/pending-entries.ts'
import type { Queued } from '../../../extension/shared/view.ts'
import { timeline } from '../../../protocol/timeline.ts'
import { leo, message, mina, queued } from '../ui/entries.ts'

const log = [message(1, mina), message(2, leo)]
const pending = (kind: Queued['kind'], body: Queued['body'] = {}, change: Partial<Queued> = {}): Queued =>
  queued(`q-${kind}`, { kind, about: 1, body, ...change })
const shown = (...outbox: Queued[]) => timeline([...log, ...pendingEntries(outbox, mina, 2)])

describe('what waits to be about a message', () => {
  it('shows in it as if the log had it', () => {
    const [first, second] = shown(
      pending('edit', { text: 'changed' }),
      pending('reaction', { emoji: '👍', on: true }),
      pending('pin', { on: true }, { about: 2 }),
    )
    expect(first).toMatchObject({
      entry: { seq: 1, body: { text: 'changed' } },
      state: { edit: { id: 'q-edit' }, reactions: [{ emoji: '👍', people: [mina] }] },
    })
    expect(second).toMatchObject({ state: { pinnedBy: mina } })
  })

  it('ends what the log has', () => {
    const on = { ...message(3, mina), kind: 'reaction', about: 1, body: { emoji: '👍', on: true } }
    const off = pending('reaction', { emoji: '👍', on: false })
    const [item] = timeline([...log, on, ...pendingEntries([off], mina, 3)])
    expect(item).toMatchObject({ kind: 'message', state: { reactions: [] } })
  })

  it('takes a message away that its author deletes', () => {
    expect(shown(pending('delete')).map(({ kind }) => kind)).toEqual(['deleted', 'message'])
  })

  it.each([
    ['refused', pending('edit', { text: 'no' }, { refused: { code: 'forbidden', message: 'x' } })],
    ['a claim, which is nobody’s before the log has it', pending('claim')],
    ['a reply, which has no place yet', pending('message', { text: 'a reply' })],
  ])('changes nothing when it is %s', (_, item) => {
    expect(shown(item)).toEqual(timeline(log))
  })

  it('follows the log in the order in which it was queued', () => {
    const outbox = [pending('edit', { text: 'b' }), pending('edit', { text: 'c' }, { id: 'q-2' })]
    expect(pendingEntries(outbox, mina, 2).map(({ seq, id }) => [seq, id])).toEqual([
      [3, 'q-edit'],
      [4, 'q-2'],
    ])
    expect(shown(...outbox)[0]).toMatchObject({ entry: { body: { text: 'c' } } })
  })
})
