import { beforeEach, describe, expect, it } from 'vitest'
import { createArrivals, type Arrivals } from '../../../../extension/background/wiring/arrivals.ts'
import type { SavedRoom } from '../../../../extension/background/channel/journal.ts'
import { sampleRoom } from '../../../support/channel/sample.ts'
import { message } from '../notifier/messages.ts'

let delivered: string[]
let marks: Record<string, number>
let readable: boolean
let kept: SavedRoom
/** The notifier takes as long as the test wants. */
let slow: Promise<void> | undefined
let read: number[]
let unread: number
beforeEach(() => {
  delivered = []
  read = []
  unread = 0
  kept = room()
  slow = undefined
  marks = {}
  readable = true
})

const room = (changes: Partial<SavedRoom> = {}): SavedRoom => ({
  ...sampleRoom({ id: 'ops', name: 'Ops', logId: 'log', cursor: 5 }),
  ...changes,
})
const create = () =>
  createArrivals({
    notifier: {
      arrived: async ({ entries, source, skipped }) => {
        await slow
        const seqs = entries.map(({ seq }) => seq)
        delivered.push(
          `${source} ${seqs.length > 9 ? `${seqs[0]}-${seqs.at(-1)}` : seqs.join()}${skipped === 0 ? '' : ` +${skipped}`}`,
        )
      },
      caughtUp: () => Promise.resolve(void delivered.push('caught up')),
    },
    journal: {
      entries: (_, before, limit) => {
        read.push(limit)
        return readable
          ? Promise.resolve(
              Array.from({ length: kept.cursor }, (_, index) => index + 1)
                .filter((seq) => seq < before)
                .slice(-limit)
                .map((seq) => message(seq)),
            )
          : Promise.reject(new Error('the disk'))
      },
    },
    local: { alertedUpTo: (logId) => Promise.resolve(marks[logId] ?? 0) },
    me: () => ({ id: 'me', name: 'Me' }),
    roomOf: () => kept,
    unreadIn: () => unread,
  })
async function expectDelivered(arrivals: Arrivals, ...lines: string[]): Promise<void> {
  await arrivals.idle()
  expect(delivered).toEqual(lines)
}

describe('entries that were stored and not admitted, since the worker died', () => {
  it('arrive again at the next start, before anything new', async () => {
    marks = { log: 3 }
    const arrivals = create()
    arrivals.entries(room({ cursor: 6 }), [message(6)], 'live')
    arrivals.caughtUp()
    await arrivals.begin([room()])
    await expectDelivered(arrivals, 'catch-up 4,5', 'live 6', 'caught up')
  })

  it('are read in pages, however many they are', async () => {
    marks = { log: 3 }
    kept = room({ cursor: 200 })
    const arrivals = create()
    await arrivals.begin([kept])
    await expectDelivered(
      arrivals,
      'catch-up 4-53',
      'catch-up 54-103',
      'catch-up 104-153',
      'catch-up 154-200',
    )
    expect(Math.max(...read)).toBe(50)
  })

  it.each([
    ['all were admitted', { log: 5 }, {}],
    ['none of this log were: it is its first page', {}, {}],
    ['the page was loaded anew since', { log: 1 }, { low: 3, reloaded: true }],
    ['nothing is known of the log', { log: 3 }, { logId: undefined }],
  ])('do not arrive where %s', async (_, of, changes) => {
    marks = of as Record<string, number>
    const arrivals = create()
    await arrivals.begin([room(changes)])
    await expectDelivered(arrivals)
  })

  it('are the newest page, with the number of unread before it, where more was missed than is read', async () => {
    marks = { log: 3 }
    unread = 20_000
    kept = room({ low: 19_901, cursor: 20_000 })
    const arrivals = create()
    arrivals.entries(room({ cursor: 20_001 }), [message(20_001)], 'live')
    arrivals.caughtUp()
    await arrivals.begin([kept])
    await expectDelivered(arrivals, 'catch-up 19951-20000 +19950', 'live 20001', 'caught up')
  })

  it('that cannot be read do not hold up what comes', async () => {
    marks = { log: 3 }
    readable = false
    const arrivals = create()
    arrivals.entries(room({ cursor: 6 }), [message(6)], 'live')
    await arrivals.begin([room()])
    await expectDelivered(arrivals, 'live 6')
  })
})

describe('a notifier that is slower than the server', () => {
  const large = (seq: number) => ({ ...message(seq), body: { text: 'x'.repeat(300_000) } })

  it('has entries of 1 MiB held for it; what comes beyond is read again from the journal, in order', async () => {
    let go = (): void => undefined
    slow = new Promise((resolve) => (go = resolve))
    const arrivals = create()
    await arrivals.begin([])
    kept = room({ cursor: 120 })
    for (let seq = 1; seq <= 120; seq++) arrivals.entries(room({ cursor: seq }), [large(seq)], 'catch-up')
    arrivals.caughtUp()
    go()
    await expectDelivered(
      arrivals,
      'catch-up 1',
      'catch-up 2',
      'catch-up 3',
      'catch-up 4-53',
      'catch-up 54-103',
      'catch-up 104-120',
      'caught up',
    )
  })

  it('does not get what another log has in its place', async () => {
    let go = (): void => undefined
    slow = new Promise((resolve) => (go = resolve))
    const arrivals = create()
    await arrivals.begin([])
    for (let seq = 1; seq <= 5; seq++) arrivals.entries(room({ cursor: seq }), [large(seq)], 'live')
    kept = room({ logId: 'log-2', cursor: 6 })
    arrivals.entries(kept, [large(6)], 'live')
    arrivals.caughtUp()
    go()
    await expectDelivered(arrivals, 'live 1', 'live 2', 'live 3', 'live 6', 'caught up')
  })

  it('gets what comes after it has caught up without a reading of the journal', async () => {
    const arrivals = create()
    await arrivals.begin([])
    kept = room({ cursor: 12 })
    for (let seq = 1; seq <= 12; seq++) {
      arrivals.entries(room({ cursor: seq }), [large(seq)], 'live')
      await arrivals.idle()
    }
    expect(delivered).toHaveLength(12)
    expect(read).toEqual([])
  })
})

it('what is skipped comes with how many unread messages lie before it', async () => {
  const arrivals = create()
  await arrivals.begin([])
  arrivals.skipped(room(), [message(4), message(5)], 999_998)
  await expectDelivered(arrivals, 'catch-up 4,5 +999998')
})
