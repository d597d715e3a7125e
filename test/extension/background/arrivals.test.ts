import { beforeEach, describe, expect, it } from 'vitest'
import { createArrivals } from '../../../extension/background/arrivals.ts'
import type { SavedRoom } from '../../../extension/background/channel/journal.ts'
import { message } from '../notifier/messages.ts'

let told: string[]
let marks: Record<string, number>
let readable: boolean
beforeEach(() => {
  told = []
  marks = {}
  readable = true
})

const room = (changes: Partial<SavedRoom> = {}): SavedRoom => ({
  ...{ id: 'ops', name: 'Ops', members: 2, logId: 'log', low: 1, cursor: 5, floor: 1, seen: 0 },
  ...{ base: { seen: 0, seq: 0, count: 0 }, reloaded: false },
  ...changes,
})
const create = () =>
  createArrivals({
    notifier: {
      arrived: ({ entries, via }) => {
        told.push(`${via} ${entries.map(({ seq }) => seq).join()}`)
        return Promise.resolve()
      },
      caughtUp: () => Promise.resolve(void told.push('caught up')),
    },
    journal: {
      entries: (_, before, limit) =>
        readable
          ? Promise.resolve(
              [1, 2, 3, 4, 5]
                .filter((seq) => seq < before)
                .slice(-limit)
                .map((seq) => message(seq)),
            )
          : Promise.reject(new Error('the disk')),
    },
    local: { alertedUpTo: (logId) => Promise.resolve(marks[logId] ?? 0) },
    me: () => ({ id: 'me', name: 'Me' }),
    seenOf: () => 0,
  })

describe('what was stored and not considered, since the worker died', () => {
  it('arrives again at the next start, before anything new', async () => {
    marks = { log: 3 }
    const arrivals = create()
    arrivals.entries(room({ cursor: 6 }), [message(6)], 'push')
    arrivals.caughtUp()
    await arrivals.begin([room()])
    await Promise.resolve()
    expect(told).toEqual(['catch-up 4,5', 'push 6', 'caught up'])
  })

  it.each([
    ['all was considered', { log: 5 }, {}],
    ['of this log nothing was: it is its first page', {}, {}],
    ['another page was loaded since', { log: 1 }, { low: 3 }],
    ['nothing is known of its log', { log: 3 }, { logId: undefined }],
  ])('nothing does where %s', async (_, of, changes) => {
    marks = of as Record<string, number>
    await create().begin([room(changes)])
    expect(told).toEqual([])
  })

  it('does not hold up what comes where it cannot be read', async () => {
    marks = { log: 3 }
    readable = false
    const arrivals = create()
    arrivals.entries(room({ cursor: 6 }), [message(6)], 'push')
    await arrivals.begin([room()])
    await Promise.resolve()
    expect(told).toEqual(['push 6'])
  })
})
