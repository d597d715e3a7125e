import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  createAttentionSync,
  type AttentionKeeper,
  type AttentionSyncDeps,
} from '../../../../extension/background/channel/attention-sync.ts'
import type { AttentionChange, SavedAttention } from '../../../../extension/background/channel/journal.ts'
import { defaultPersonAttention, type Attention } from '../../../../protocol/attention.ts'
import { fail, ok } from '../../../../protocol/result.ts'
import { createManualClock } from '../../../support/channel/manual-clock.ts'

const rooms = ['general', 'ops', 'dev'] as const
type Step =
  /** This device sets a room; the background dies at this write of the disk from now, before or after it. */
  | { do: 'set'; room: (typeof rooms)[number]; until: number; dieAt: number; stored: boolean }
  /** Another device sets its own room. */
  | { do: 'elsewhere'; until: number }
  | { do: 'connect' }
  | { do: 'lose' }
  /** The next answers are lost, although the command was carried out; or refused, and it was not. */
  | { do: 'answers'; lost: number; refused: number }
  | { do: 'pass' }

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    do: fc.constant('set' as const),
    room: fc.constantFrom(...rooms),
    until: fc.integer({ min: 1, max: 9_999 }),
    dieAt: fc.integer({ min: 0, max: 8 }),
    stored: fc.boolean(),
  }),
  fc.record({ do: fc.constant('elsewhere' as const), until: fc.integer({ min: 1, max: 9_999 }) }),
  fc.constant({ do: 'connect' as const }),
  fc.constant({ do: 'lose' as const }),
  fc.record({
    do: fc.constant('answers' as const),
    lost: fc.integer({ min: 0, max: 2 }),
    refused: fc.integer({ min: 0, max: 2 }),
  }),
  fc.constant({ do: 'pass' as const }),
)

/** A device whose background dies as the steps say, and a server that carries out what reaches it. */
function createWorld() {
  const clock = createManualClock()
  const server: Attention['rooms'] = {}
  let disk: SavedAttention | undefined
  let up = false
  let lost = 0
  let refused = 0
  let reading = 0
  let life = 0
  let dies: { in: number; stored: boolean } | undefined
  let sync: AttentionKeeper

  const read = (): Attention => ({
    now: clock.now() + reading++ / 1_000,
    person: defaultPersonAttention,
    rooms: { ...server },
  })
  const set = (room: string, mutedUntil: number): void => void (server[room] = { level: null, mutedUntil })

  function carryOut(name: string, input: unknown) {
    if (!up) return fail('unavailable', 'No connection.')
    if (refused > 0) return ((refused -= 1), fail('rate_limited', 'Later.'))
    const change = input as AttentionChange
    if (name === 'set-attention' && change.of === 'room') {
      server[change.room] = change.attention
      // To all devices of the person, as the server does.
      sync.told(read())
    }
    if (lost > 0) return ((lost -= 1), fail('unavailable', 'The answer was lost.'))
    return name === 'attention' ? ok(read()) : ok({})
  }

  function live(): void {
    const mine = ++life
    dies = undefined
    sync = createAttentionSync(disk, {
      clock,
      connected: () => mine === life && up,
      changed: () => undefined,
      send: (async (name: string, input: unknown) => {
        await Promise.resolve()
        return mine === life ? carryOut(name, input) : new Promise(() => undefined)
      }) as AttentionSyncDeps['send'],
      journal: {
        saveAttention: async (next) => {
          await Promise.resolve()
          // A background that is dead does nothing more.
          if (mine !== life) return new Promise(() => undefined)
          const dying = dies !== undefined && dies.in-- === 0
          if (!dying || dies?.stored === true) disk = structuredClone(next)
          if (!dying) return undefined
          live()
          return new Promise(() => undefined)
        },
      },
    })
    if (up) sync.pump()
  }

  live()
  return {
    server,
    clock,
    set,
    read,
    sync: () => sync,
    die: (at: number, stored: boolean) => (dies = { in: at, stored }),
    spare: () => (dies = undefined),
    answers: (next: { lost: number; refused: number }) => ({ lost, refused } = next),
    line: (next: boolean) => {
      up = next
      if (up) sync.pump()
    },
    live,
    isUp: () => up,
  }
}

const rest = () => new Promise((resolve) => setImmediate(resolve))

test('whatever is lost and wherever the background dies, what was set here and there counts in the end', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
      const world = createWorld()
      /** What the room may be in the end: the last that was confirmed to the person, and what was begun since. */
      const allowed = new Map<string, (number | null)[]>()
      let elsewhere: number | null = null
      for (const next of steps) {
        if (next.do === 'set') {
          world.die(next.dieAt, next.stored)
          allowed.set(next.room, [...(allowed.get(next.room) ?? [null]), next.until])
          const attention = { level: null, mutedUntil: next.until }
          const confirm = () => allowed.set(next.room, [next.until])
          void world.sync().set({ of: 'room', room: next.room, attention }).then(confirm)
          await rest()
        }
        if (next.do === 'elsewhere') {
          elsewhere = next.until
          world.set('elsewhere', next.until)
          if (world.isUp()) world.sync().told(world.read())
        }
        if (next.do === 'connect') world.line(true)
        if (next.do === 'lose') world.line(false)
        if (next.do === 'answers') world.answers(next)
        if (next.do === 'pass') world.clock.pass(5_000)
        await rest()
      }
      world.spare()
      world.answers({ lost: 0, refused: 0 })
      world.line(false)
      world.line(true)
      for (let i = 0; i < 4; i += 1) {
        await rest()
        world.clock.pass(5_000)
      }
      for (const [room, values] of allowed) {
        const until = world.sync().room(room).mutedUntil
        expect(values).toContain(until)
        expect(world.server[room]?.mutedUntil ?? null).toBe(until)
      }
      expect(world.sync().room('elsewhere').mutedUntil).toBe(elsewhere)
      expect(world.sync().unsent()).toBe(false)
    }),
    { numRuns: 300 },
  )
})
