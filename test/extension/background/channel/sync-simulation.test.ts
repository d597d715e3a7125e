import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Entry } from '../../../../protocol/entry.ts'
import {
  startSync,
  syncStep,
  WAITING_MAX,
  type SyncEvent,
  type SyncState,
} from '../../../../extension/background/channel/sync.ts'
import { messages } from '../../../support/channel/sample.ts'
import { stories } from '../../../support/stories.ts'

/** What the world does next. Pushes may be lost, doubled and late; answers may be late or fail. */
const happening = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ do: fc.constant('append' as const), count: fc.integer({ min: 1, max: 4 }) }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('deliver' as const), at: fc.nat(3), twice: fc.boolean() }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('lose' as const), at: fc.nat(3) }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('answer' as const), fails: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('heads' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('disconnect' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('restore' as const), to: fc.nat(10) }) },
)
type Happening = typeof happening extends fc.Arbitrary<infer T> ? T : never

/** Small pages, so that a fill takes several. */
const PAGE = 3

class World {
  logId = 1
  now = 0
  length: number
  applied: Entry[] = []
  pushes: SyncEvent[] = []
  asked: { requestId: number; after: number | undefined }[] = []
  state: SyncState = startSync({ logId: undefined, cursor: 0 })

  constructor(length: number) {
    this.length = length
  }

  take(event: SyncEvent): void {
    const step = syncStep(this.state, event, { now: this.now, waitingMax: WAITING_MAX })
    this.state = step.state
    for (const effect of step.effects) {
      if (effect.type === 'fetch') this.asked.push(effect)
      else if (effect.type === 'reset') this.applied = []
      else if (effect.type === 'open') this.applied = effect.entries
      else {
        expect(effect.entries[0]?.seq, 'applied out of order').toBe((this.applied.at(-1)?.seq ?? 0) + 1)
        this.applied = [...this.applied, ...effect.entries]
      }
    }
  }

  answer(fails: boolean): void {
    const asked = this.asked.shift()
    if (!asked) return
    if (fails) return this.take({ type: 'page-failed', requestId: asked.requestId })
    const from = asked.after === undefined ? Math.max(1, this.length - PAGE + 1) : asked.after + 1
    const to = asked.after === undefined ? this.length : Math.min(this.length, asked.after + PAGE)
    const entries = messages(from, to)
    this.take({
      type: 'page',
      requestId: asked.requestId,
      logId: this.log(),
      floor: 1,
      head: this.length,
      entries,
    })
  }

  log = (): string => `log-${this.logId}`
  heads = (): void => this.take({ type: 'head', logId: this.log(), seq: this.length })

  happen(what: Happening): void {
    switch (what.do) {
      case 'append':
        this.length += what.count
        this.pushes.push({
          type: 'pushed',
          logId: this.log(),
          entries: messages(this.length - what.count + 1, this.length),
        })
        return
      case 'deliver': {
        const [push] = this.pushes.splice(what.at, what.twice ? 0 : 1)
        return push && this.take(push)
      }
      case 'lose':
        return void this.pushes.splice(what.at, 1)
      case 'answer':
        return this.answer(what.fails)
      case 'heads':
        return this.heads()
      case 'disconnect':
        this.pushes = []
        this.asked = []
        return this.take({ type: 'disconnected' })
      case 'restore':
        // A server with another log comes up: the connection to the old one is gone, and its pushes with it.
        this.happen({ do: 'disconnect' })
        this.logId += 1
        // Not so often that the room stops.
        this.now += 10 * 60_000
        this.length = what.to
    }
  }
}

test('SPEC 4 whatever is lost, doubled or late, the client ends with what the log holds', () => {
  fc.assert(
    fc.property(fc.nat(5), fc.array(happening, { maxLength: 80, size: 'max' }), (start, happenings) => {
      const world = new World(start)
      for (const what of happenings) world.happen(what)
      // Nothing more goes wrong: heads, and answers until there are no questions.
      world.heads()
      for (let i = 0; i < 100 && world.asked.length > 0; i++) world.answer(false)
      world.heads()
      for (let i = 0; i < 100 && world.asked.length > 0; i++) world.answer(false)
      expect(world.state).toMatchObject({ phase: 'caught-up', logId: world.log(), cursor: world.length })
      const first = world.applied[0]?.seq ?? 1
      expect(world.applied.map((entry) => entry.seq)).toEqual(
        messages(first, world.length).map((entry) => entry.seq),
      )
    }),
    { numRuns: stories(500) },
  )
})
