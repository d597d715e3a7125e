import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  createSettingsSync,
  type SettingsKeeper,
  type SettingsSyncDeps,
} from '../../../../extension/background/channel/settings-sync.ts'
import type { SavedSettings } from '../../../../extension/background/channel/journal.ts'
import { serverTimeOf } from '../../../../extension/background/clock.ts'
import {
  defaultPersonSettings,
  type NotificationSettings,
} from '../../../../protocol/notification-settings.ts'
import { fail, ok } from '../../../../protocol/result.ts'
import type { CommandInput } from '../../../../protocol/up.ts'
import { createManualClock } from '../../../support/channel/manual-clock.ts'
import { stories } from '../../../support/stories.ts'

const rooms = ['general', 'ops', 'dev'] as const
type Step =
  /** This device sets a room; the background dies at this write of the disk from now, before or after it. */
  | { do: 'set'; room: (typeof rooms)[number]; dieAt: number; stored: boolean }
  /** Another device sets a room: one of these, or one that only it sets. */
  | { do: 'elsewhere'; room: (typeof rooms)[number] | 'elsewhere' }
  | { do: 'connect' }
  | { do: 'lose' }
  /** The next answers are lost, although the command was carried out; or refused, and it was not. */
  | { do: 'answers'; lost: number; refused: number }
  | { do: 'pass' }

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    do: fc.constant('set' as const),
    room: fc.constantFrom(...rooms),
    dieAt: fc.integer({ min: 0, max: 8 }),
    stored: fc.boolean(),
  }),
  fc.record({ do: fc.constant('elsewhere' as const), room: fc.constantFrom(...rooms, 'elsewhere' as const) }),
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
  const server: NotificationSettings['rooms'] = {}
  /** The revision at which each room was set last. */
  const revisions: Record<string, number> = {}
  /** Every value that this device sent and the server stored. */
  const stored: number[] = []
  let revision = 0
  let disk: SavedSettings | undefined
  let up = false
  let lost = 0
  let refused = 0
  let life = 0
  let dies: { in: number; stored: boolean } | undefined
  let sync: SettingsKeeper

  const read = (): NotificationSettings => ({
    revision,
    now: serverTimeOf(clock.now(), 0),
    person: defaultPersonSettings,
    rooms: { ...server },
  })
  function set(room: string, mutedUntil: number): void {
    revision += 1
    revisions[room] = revision
    server[room] = { level: null, mutedUntil }
    // To all devices of the person, as the server does.
    if (up) sync.pushed(read())
  }

  function carryOut(name: string, input: unknown) {
    if (!up) return fail('unavailable', 'No connection.')
    if (refused > 0) return ((refused -= 1), fail('rate_limited', 'Later.'))
    const change = input as CommandInput<'change-settings'>
    if (
      name === 'change-settings' &&
      change.of === 'room' &&
      (revisions[change.room] ?? 0) <= change.revision
    ) {
      stored.push(change.settings.mutedUntil ?? 0)
      set(change.room, change.settings.mutedUntil ?? 0)
    }
    if (lost > 0) return ((lost -= 1), fail('unavailable', 'The answer was lost.'))
    return ok(read())
  }

  function live(): void {
    const mine = ++life
    dies = undefined
    sync = createSettingsSync(disk, {
      clock,
      isConnected: () => mine === life && up,
      changed: () => undefined,
      send: (async (name: string, input: unknown) => {
        await Promise.resolve()
        return mine === life ? carryOut(name, input) : new Promise(() => undefined)
      }) as SettingsSyncDeps['send'],
      journal: {
        saveSettings: async (next) => {
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
    if (up) sync.connected()
  }

  live()
  return {
    server,
    stored,
    clock,
    set,
    sync: () => sync,
    die: (at: number, stored: boolean) => (dies = { in: at, stored }),
    spare: () => (dies = undefined),
    answers: (next: { lost: number; refused: number }) => ({ lost, refused } = next),
    line: (next: boolean) => {
      up = next
      if (up) sync.connected()
    },
    live,
    isUp: () => up,
  }
}

const rest = () => new Promise((resolve) => setImmediate(resolve))

test('whatever is lost and wherever the background dies, the last setting counts and none is stored twice', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
      const world = createWorld()
      /** What a room may be in the end: what was confirmed to the person last, and what was set here or elsewhere since. */
      const allowed = new Map<string, (number | null)[]>()
      let until = 0
      for (const next of steps) {
        until += 1
        if (next.do === 'set') {
          world.die(next.dieAt, next.stored)
          allowed.set(next.room, [...(allowed.get(next.room) ?? [null]), until])
          const settings = { level: null, mutedUntil: until }
          const confirmed = [until]
          const confirm = () => allowed.set(next.room, confirmed)
          void world.sync().set({ of: 'room', room: next.room, settings }).then(confirm)
          await rest()
        }
        if (next.do === 'elsewhere') {
          allowed.set(
            next.room,
            next.room === 'elsewhere' ? [until] : [...(allowed.get(next.room) ?? []), until],
          )
          world.set(next.room, until)
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
        const last = world.sync().room(room).mutedUntil
        expect(values).toContain(last)
        expect(world.server[room]?.mutedUntil ?? null).toBe(last)
      }
      // A repeat stores nothing, so it never overwrites what another device has set since.
      expect(world.stored).toEqual([...new Set(world.stored)])
      expect(world.sync().unsent()).toBe(false)
    }),
    { numRuns: stories(300) },
  )
})
