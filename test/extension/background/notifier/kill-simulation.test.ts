import { describe, expect, it } from 'vitest'
import type { Entry } from '../../../../protocol/entry.ts'
import { createArrivals } from '../../../../extension/background/wiring/arrivals.ts'
import type { SavedRoom } from '../../../../extension/background/channel/journal.ts'
import { about, arrivalOf, claim, message, urgent } from './messages.ts'
import { typedIn } from '../../../../extension/background/notifier/state/open-alerts.ts'
import { readAlertState } from '../../../../extension/background/notifier/state/alert-state.ts'
import { createKillableWorker, type KillableWorker } from './killable-worker.ts'
import { randomFrom } from './random-from.ts'
import { createHarness, type Harness } from './harness.ts'
import { countedOf, markOf, watchAlerts } from './watch-alerts.ts'
import { createWorld, pageTab } from './world.ts'
import { stories } from '../../../support/stories.ts'

type Source = 'live' | 'catch-up'
const ROOMS = ['general', 'ops', 'chat']
const STORIES = stories(500)

async function story(seed: number, kills: boolean) {
  const random = randomFrom(seed)
  const world = createWorld()
  /** What the channel has stored, whether or not the worker lived to admit it. The first was admitted before. */
  const journal = new Map(ROOMS.map((id) => [id, [message(1)]]))
  const seqs = new Map(ROOMS.map((id) => [id, 1]))
  for (const id of ROOMS) world.marks.set(`log-${id}`, 1)
  /** Where what is kept of a room begins. */
  const lows = new Map<string, number>()
  world.logs = journal
  const calling = new Set<string>()
  const deleted = new Set<string>()
  const ever = new Set<string>()
  const seen = new Map<string, number>()
  const wrong: string[] = []
  let life: KillableWorker = createKillableWorker()
  let at = createHarness(world, life)
  const [byToast, bySystem] = [new Set<string>(), new Set<string>()]
  /** What is shown already may show elsewhere. */
  const moves = { now: false }
  const closed = new Set<string>()
  let eyes = watchAlerts(at, byToast, bySystem, closed, moves, ever)
  let deaths = 0

  const rooms = () => ROOMS.map((id) => ({ id, logId: undefined, readUpTo: seen.get(id) ?? 0 }))
  const room = (): string => ROOMS[random(ROOMS.length)] ?? 'general'
  const next = (id: string): number => {
    const seq = (seqs.get(id) ?? 0) + 1
    seqs.set(id, seq)
    return seq
  }
  const arrive = (id: string, entries: Entry[], source: Source, skipped = 0): Promise<void> => {
    const log = journal.get(id) ?? []
    log.push(...entries.filter(({ seq }) => log.every((other) => other.seq !== seq)))
    for (const { seq, kind, about, priority } of entries) {
      if (priority === 5) calling.add(`log-${id}:${seq}`)
      if (kind === 'claim' || kind === 'delete') calling.delete(`log-${id}:${about}`)
    }
    return at.notifier.arrived(arrivalOf(entries, { id, source, skipped, readUpTo: seen.get(id) ?? 0 }))
  }
  const say = async (message: object): Promise<void> => {
    const [tabId] = [...at.hosts.keys()]
    const key = eyes.cards()[0]
    if (tabId !== undefined && key !== undefined) await at.say({ key, ...message }, tabId)
  }
  const read = (id: string, seq: number): Promise<void> => {
    seen.set(id, Math.max(seq, seen.get(id) ?? 0))
    return at.notifier.read(id, seq)
  }

  const any = (id: string): number => 1 + random(seqs.get(id) ?? 1)
  const words = (): string => (random(2) === 0 ? 'changed' : 'changed @Me')
  const remove = (id: string, seq: number): Promise<void> => {
    deleted.add(`log-${id}:${seq}`)
    return arrive(id, [about(next(id), 'delete', seq, {})], 'live')
  }

  const events: (() => Promise<unknown>)[] = [
    () => ((id) => arrive(id, [message(next(id))], 'live'))(room()),
    () => ((id) => arrive(id, [message(next(id))], 'live'))(room()),
    () => ((id) => arrive(id, [urgent(next(id))], 'live'))(room()),
    () => ((id) => arrive(id, [message(next(id)), message(next(id))], 'catch-up'))(room()),
    // More than may be open, of one author or of several, into one room or into all.
    async () => {
      const one = room()
      for (let count = 0; count < 4; count += 1) {
        const id = random(2) === 0 ? one : room()
        const author = random(3) === 0 ? { id: 'eve', name: 'Eve' } : { id: 'ada', name: 'Ada' }
        await arrive(id, [{ ...urgent(next(id)), author }], 'live')
      }
    },
    () => at.notifier.caughtUp(),
    () => ((id) => read(id, random((seqs.get(id) ?? 0) + 1)))(room()),
    () => ((id) => arrive(id, [claim(next(id), 1 + random(seqs.get(id) ?? 1))], 'live'))(room()),
    // Whichever entries are about a message: one that is open, was read, or is not there.
    () => ((id) => arrive(id, [about(next(id), 'edit', any(id), { text: words() })], 'live'))(room()),
    () => ((id) => arrive(id, [message(next(id), { about: any(id) })], 'live'))(room()),
    () =>
      ((id) => arrive(id, [about(next(id), 'reaction', any(id), { emoji: '👍', on: true })], 'live'))(room()),
    () => ((id) => remove(id, any(id)))(room()),
    () => ((id) => remove(id, seqs.get(id) ?? 1))(room()),
    () => say({ type: 'toast-dismiss' }),
    () => say({ type: 'toast-expired' }),
    () => say({ type: 'toast-typing', typing: random(2) === 0 }),
    // More than is read was missed: the newest page alone is here, and the server's count of the rest.
    async () => {
      const id = room()
      const unread = (seqs.get(id) ?? 0) - (seen.get(id) ?? 0)
      const skips = 3 + random(5)
      seqs.set(id, (seqs.get(id) ?? 0) + skips)
      lows.set(id, (seqs.get(id) ?? 0) + 1)
      const [first, second] = [next(id), next(id)]
      journal.set(id, [])
      await arrive(id, [message(first), message(second)], 'catch-up', Math.max(0, unread) + skips)
    },
    // The same again, as it may come after a worker was killed.
    async () => {
      const id = room()
      const seq = seqs.get(id)
      if (seq !== undefined) await arrive(id, [message(seq)], 'catch-up')
    },
    () => {
      world.tabs.front = [pageTab(1), pageTab(2), undefined][random(3)]
      moves.now = true
      return at.notifier.frontChanged()
    },
    async () => void (world.page.does = random(3) === 0 ? 'refuse' : 'show'),
    () => {
      world.system.granted = random(3) > 0
      // With the permission goes what is open; given again, it may come back.
      if (!world.system.granted) {
        world.system.shown.clear()
        bySystem.clear()
      }
      return at.notifier.settingsChanged()
    },
    // Whether the browser says that it was the person depends on the browser.
    () => {
      const [id] = [...world.system.shown.keys()]
      const card = id === undefined ? undefined : world.system.shown.get(id)?.card
      if (id === undefined || card === undefined) return Promise.resolve()
      world.system.shown.delete(id)
      closed.add(markOf(card))
      return at.notifier.notificationClosed(id, [true, false, undefined][random(3)])
    },
    // The toast's tab goes to another page, or is closed.
    async () => {
      const [tabId] = [...world.hosts.keys()]
      const end = tabId === undefined ? undefined : world.hosts.get(tabId)?.end
      if (tabId !== undefined) world.hosts.delete(tabId)
      moves.now = true
      end?.()
    },
    () => world.clock.pass(random(8_000)),
  ]

  async function restart(): Promise<void> {
    deaths += 1
    world.log.push('killed')
    world.clock.forget()
    wrong.push(...eyes.wrong)
    life = createKillableWorker()
    at = createHarness(world, life)
    eyes = watchAlerts(at, byToast, bySystem, closed, moves, ever)
    await at.notifier.roomsChanged(rooms(), true)
    await admitAgain()
    await at.settle()
  }

  /** As each start does. */
  async function admitAgain(): Promise<void> {
    const arrivals = createArrivals({
      notifier: at.notifier,
      journal: {
        entries: (id, before, limit) =>
          Promise.resolve((journal.get(id) ?? []).filter(({ seq }) => seq < before).slice(-limit)),
      },
      local: { alertedUpTo: (logId) => Promise.resolve(world.marks.get(logId) ?? 0) },
      me: () => ({ id: 'me', name: 'Me' }),
      roomOf: savedRoom,
      unreadIn: (id) => (seqs.get(id) ?? 0) - (seen.get(id) ?? 0),
    })
    await arrivals.begin(ROOMS.map(savedRoom))
  }

  function savedRoom(id: string): SavedRoom {
    const room = {
      id,
      name: id,
      members: 2,
      logId: `log-${id}`,
      low: lows.get(id) ?? 1,
      cursor: seqs.get(id) ?? 0,
    }
    const unread = { base: { seen: 0, seq: 0, count: 0 }, reloaded: false }
    return { ...room, ...unread, floor: 1, seen: seen.get(id) ?? 0 }
  }

  for (let turn = 0; turn < 25; turn += 1) {
    if (kills && random(2) === 0) life.dieAfter(1 + random(14))
    const event = events[random(events.length)]
    world.log.push(`event ${events.indexOf(event ?? restart)}`)
    moves.now = false
    await Promise.race([event?.(), life.ended])
    await at.settle()
    if (life.isOver()) await restart()
    else life.dieAfter(Infinity)
    eyes.look()
    wrong.push(...shownThough(deleted, at))
  }
  // An urgent message that was neither read nor claimed was shown, or is to be shown.
  const state = readAlertState(world.disk.alerts)
  const stored = [...state.alerts.map(({ key }) => key), ...countedOf(state)]
  const readHere = new Map<string, number>()
  for (const line of world.log) {
    const [, id = '', seq] = /^read (\S+) (\d+)$/.exec(line) ?? []
    readHere.set(id, Math.max(readHere.get(id) ?? 0, Number(seq ?? 0)))
  }
  for (const key of calling) {
    const [log = '', seq] = key.split(':')
    const id = log.replace('log-', '')
    const isRead = Number(seq) <= Math.max(seen.get(id) ?? 0, readHere.get(id) ?? 0)
    if (!isRead && !ever.has(key) && !stored.includes(key)) wrong.push(`${key} was never shown`)
  }
  // What the person has read, here or elsewhere, is nowhere any more, once nobody types in it.
  const typed = typedIn(state.alerts)
  if (typed !== undefined) await say({ type: 'toast-typing', key: typed.key, typing: false })
  for (const id of ROOMS) await read(id, seqs.get(id) ?? 0)
  await at.notifier.caughtUp()
  await world.clock.pass(3_000)
  const remaining = [...eyes.cards(), ...at.system.shown.keys()]
  if (remaining.length > 0) wrong.push(`left over: ${remaining.join()}`)
  return { wrong: [...wrong, ...eyes.wrong], deaths, shown: byToast.size + bySystem.size, log: world.log }
}

/** Messages that are deleted, and that something shows or stores all the same. */
function shownThough(deleted: ReadonlySet<string>, at: Harness): string[] {
  const state = at.stored()
  const waiting = [state.catchUpQueue, state.burstQueue].flatMap((queue) =>
    queue.is === 'empty' ? [] : queue.rooms,
  )
  const parts = state.alerts.flatMap((alert) => (alert.kind === 'digest' ? alert.parts : []))
  const newest = [...waiting, ...parts, ...state.urgentMore].flatMap((room) => room.newest ?? [])
  const messages = [...state.alerts.flatMap((alert) => ('message' in alert ? alert.message : [])), ...newest]
  return messages
    .map(({ logId, seq }) => `${logId}:${seq}`)
    .filter((key) => deleted.has(key))
    .map((key) => `${key} is there, though it was deleted`)
}

describe.each([
  ['that lives', false],
  ['that is killed between any two of its effects', true],
])('a worker %s', (_, kills) => {
  it('shows nothing twice, nothing in two places, and nothing that was read', async () => {
    let [deaths, shown] = [0, 0]
    for (let seed = 1; seed <= STORIES; seed += 1) {
      const result = await story(seed, kills)
      expect(result.wrong, `seed ${seed}\n${result.log.join('\n')}`).toEqual([])
      deaths += result.deaths
      shown += result.shown
    }
    expect(shown).toBeGreaterThan(STORIES * 0.4)
    expect(deaths).toBeGreaterThan(kills ? STORIES * 0.2 : -1)
  }, 60_000)
})
