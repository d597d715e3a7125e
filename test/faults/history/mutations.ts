import type { Random } from '../harness/random.ts'
import { claimMutations } from './claim-mutations.ts'
import { entryOf, names, rooms, type World } from './healthy-history.ts'
import type { ClientEvent, HistoryEvent, RecordedLog } from './event.ts'
import type { ViolationKind } from './violation.ts'

type Event<T extends ClientEvent['type']> = HistoryEvent & { type: T }
export const all = <T extends ClientEvent['type']>({ events }: World, type: T): Event<T>[] =>
  events.filter((event): event is Event<T> => event.type === type)

/** The log says so; everybody else hears of it, she does not. */
function removeAnna({ events }: World, log: RecordedLog): void {
  const { room, logId } = log
  const leave = entryOf('anna', `leave-${room}`, ++log.head, 'leave')
  log.entries.push(leave)
  log.members = log.members.filter((person) => person !== 'person-anna')
  for (const client of names.filter((name) => name !== 'anna'))
    events.push({ type: 'applied', client, at: 0, room, logId, entries: [leave] })
}

/** Each puts one wrong thing into a healthy history, and answers with a word that the finding must name. */
export const mutations: [
  kind: ViolationKind,
  what: string,
  mutate: (world: World, random: Random) => string,
][] = [
  [
    'missing',
    'an acknowledged entry is not in the log',
    (world, random) => {
      const event = random.pick(all(world, 'acknowledged'))
      event.seq += 1_000
      return event.id
    },
  ],
  [
    'lost',
    'a queued message is nowhere',
    (world, random) => {
      const { room } = random.pick(all(world, 'queued'))
      world.events.push({ type: 'queued', client: 'anna', room, id: 'gone', at: 0 })
      return 'gone'
    },
  ],
  [
    'lost',
    'a refused message is nowhere, and nobody took it back',
    (world, random) => {
      const { room } = random.pick(all(world, 'queued'))
      world.events.push({ type: 'queued', client: 'anna', room, id: 'gone', at: 0 })
      world.events.push({ type: 'refused', client: 'anna', room, id: 'gone', code: 'too_large', at: 0 })
      return 'gone'
    },
  ],
  [
    'duplicate',
    'one id of one device has two places',
    (world, random) => {
      const log = random.pick(world.logs)
      const key = random.pick(log.keys)
      log.keys.push({ ...key, seq: key.seq + 1 })
      return key.id
    },
  ],
  [
    'duplicate',
    'one id stands twice in the log',
    (world, random) => {
      const log = random.pick(world.logs)
      const entry = random.pick(log.entries.filter(({ kind }) => kind === 'message'))
      log.entries.push({ ...entry, seq: ++log.head })
      return entry.id
    },
  ],
  ...claimMutations,
  [
    'duplicate',
    'a client applies an entry twice',
    (world, random) => {
      const event = random.pick(all(world, 'applied'))
      world.events.splice(world.events.indexOf(event), 0, event)
      return event.client
    },
  ],
  [
    'duplicate',
    'a message stands on a screen twice',
    (world, random) => {
      const { ids } = random.pick(all(world, 'screen'))
      ids.push(ids.at(-1) ?? '')
      return ids.at(-1) ?? ''
    },
  ],
  [
    'duplicate',
    'a message is alerted twice',
    (world, random) => {
      const event = random.pick(all(world, 'alerted'))
      world.events.push(event)
      return event.id
    },
  ],
  [
    'gap',
    'the log has a hole',
    (world, random) => {
      const log = random.pick(world.logs)
      log.entries.splice(random.int(1, log.entries.length - 2), 1)
      return log.room
    },
  ],
  [
    'gap',
    'a client goes on after a hole',
    (world, random) => {
      const event = random.pick(all(world, 'applied').filter(({ entries }) => entries[0]?.id !== undefined))
      const { room, client } = event
      const later = world.events.slice(world.events.indexOf(event) + 1)
      const next = later.find(
        (one) =>
          one.client === client && (one.type === 'started' || (one.type === 'applied' && one.room === room)),
      )
      // A restart reports where it is: only what goes on without one is a hole.
      if (next?.type !== 'applied')
        world.events.push({
          type: 'applied',
          client,
          at: 0,
          room,
          logId: `log-${room}`,
          entries: [entryOf(client, 'x', 9_999)],
        })
      else world.events.splice(world.events.indexOf(event), 1)
      return client
    },
  ],
  [
    'gap',
    'what a client keeps has a hole',
    (world, random) => {
      const { client, rooms } = random.pick(all(world, 'kept'))
      random.pick(rooms).entries.splice(1, 1)
      return client
    },
  ],
  [
    'disagreement',
    'a client applied something else',
    (world, random) => {
      const event = random.pick(all(world, 'applied'))
      event.entries = event.entries.map((entry) => ({ ...entry, body: { text: 'other' } }))
      return event.client
    },
  ],
  [
    'disagreement',
    'a client keeps something else',
    (world, random) => {
      const { client, rooms } = random.pick(all(world, 'kept'))
      const { entries } = random.pick(rooms)
      const entry = entries.at(-1)
      if (entry) entries[entries.length - 1] = { ...entry, id: 'other' }
      return client
    },
  ],
  [
    'disagreement',
    'a client is in a log that never was',
    (world, random) => {
      const { client, rooms } = random.pick(all(world, 'kept'))
      random.pick(rooms).saved.logId = 'never'
      return client
    },
  ],
  [
    'order',
    'a client goes back',
    (world, random) => {
      const first = random.pick(all(world, 'applied').slice(0, 20))
      world.events.push(first)
      return first.client
    },
  ],
  [
    'order',
    'a screen shows another order',
    (world, random) => {
      const { client, ids } = random.pick(all(world, 'screen'))
      ids.reverse()
      return client
    },
  ],
  [
    'order',
    'a device is not in the order of its queue',
    (world, random) => {
      const room = random.pick(rooms)
      const [first, second] = all(world, 'queued').filter(
        (event) => event.client === 'anna' && event.room === room,
      )
      if (first && second) [first.id, second.id] = [second.id, first.id]
      return first && second ? 'anna' : ''
    },
  ],
  [
    'unsent',
    'nobody sent it',
    (world, random) => {
      const log = random.pick(world.logs)
      log.entries.push(entryOf('anna', 'ghost', ++log.head))
      return 'ghost'
    },
  ],
  [
    'unsent',
    'it says something else than what was sent',
    (world, random) => {
      const event = random.pick(all(world, 'sending'))
      event.text += ' and more'
      return event.id
    },
  ],
  [
    'unsent',
    'somebody else stands as its author',
    (world, random) => {
      const event = random.pick(all(world, 'sending'))
      event.client = names.find((name) => name !== event.client) ?? ''
      return event.id
    },
  ],
  [
    'unsent',
    'its author took it back before it was sent',
    (world, random) => {
      const { client, room, id } = random.pick(all(world, 'queued'))
      world.events.push({ type: 'withdrawn', client, room, id, at: 0 })
      return id
    },
  ],
  [
    'leaked',
    'somebody who was removed was told what came later',
    (world, random) => {
      const log = random.pick(world.logs)
      removeAnna(world, log)
      const later = entryOf('ben', 'later', ++log.head)
      log.entries.push(later)
      const { room, logId } = log
      world.events.push({ type: 'applied', client: 'anna', at: 0, room, logId, entries: [later] })
      return 'later'
    },
  ],
  [
    'leaked',
    'somebody who was removed keeps the room',
    (world, random) => {
      const log = random.pick(world.logs)
      removeAnna(world, log)
      return `anna keeps #${log.room}`
    },
  ],
  [
    'leaked',
    'somebody who never was a member was told',
    (world, random) => {
      random.pick(world.logs).members.shift()
      return 'anna'
    },
  ],
  [
    'behind',
    'a client is not at the head',
    (world, random) => {
      const { client, rooms } = random.pick(all(world, 'kept'))
      const room = random.pick(rooms)
      room.saved.cursor -= 1
      room.entries.pop()
      return client
    },
  ],
  [
    'behind',
    'a message still waits',
    (world, random) => {
      const event = random.pick(all(world, 'kept'))
      event.outbox.push({ room: 'general', id: 'waiting' })
      return 'waiting'
    },
  ],
]
