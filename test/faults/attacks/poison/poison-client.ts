import { createHistory } from '../../history/history.ts'
import type { Violation } from '../../history/violation.ts'
import type { Run } from '../../harness/fault-row.ts'
import { startRecordedClient } from '../../harness/recorded-client.ts'
import { waitFor } from '../../../support/wait-for.ts'
import { startLyingServer, type Attack } from '../../client/lying-server.ts'
import { poisonedJson } from './poisoned-json.ts'

const person = { id: 'mallory', name: 'Mallory' }
const room = { id: 'general', name: 'General', logId: 'log', head: 2, seen: 0, unread: 0, members: 2 }
const entry = (seq: number) => ({
  ...{ seq, id: `id-${seq}`, at: 1_790_000_000_000, author: person, kind: 'message' },
  body: { text: 'x', actions: [{ type: 'copy', label: 'x', value: 'x' }] },
})
const quietHours = { on: false, days: [1], from: '22:00', to: '08:00', timeZone: 'UTC' }
const settings = {
  now: 1_790_000_000_000,
  person: { level: 'all', keywords: [], doNotDisturbUntil: null, quietHours, urgent: false, sounds: false },
  rooms: { general: { level: null, mutedUntil: null } },
}

/** By push, what an honest server would send. */
const pushes: Record<string, Record<string, unknown>> = {
  heads: { general: { logId: 'log', seq: 2, seen: 0 } },
  rooms: { rooms: [room] },
  room: { id: 'general', name: 'General', members: 2 },
  entries: { room: 'general', logId: 'log', entries: [entry(3)] },
  seen: { room: 'general', seq: 1 },
  signal: { room: 'general', kind: 'typing', author: person },
  settings,
}

const poisoned = Object.entries(pushes).flatMap(([name, push]) =>
  // As an own key: that is what a text of JSON makes of it, on either side.
  poisonedJson(push).map((json): [string, unknown] => [name, JSON.parse(json)]),
)

const anyOf = (value: Record<string, unknown>) => {
  const texts = poisonedJson({ ok: true, value })
  let turn = 0
  return (): unknown => JSON.parse(texts[turn++ % texts.length] ?? '{}')
}

const keys = (): string => Reflect.ownKeys(Object.prototype).map(String).join()

/** The channel that ships, with a server that poisons everything it sends. It runs here, so it is here that one looks. */
export async function poisonClient(run: Run<unknown>): Promise<Violation[]> {
  const before = keys()
  const server = await startLyingServer()
  run.onEnd(server.close)
  let sent = 0
  const attack: Attack = {
    name: 'poison',
    answers: {
      rooms: anyOf({ rooms: [room] }),
      range: anyOf({ logId: 'log', floor: 1, head: 2, entries: [entry(1), entry(2)] }),
      settings: anyOf(settings),
    },
    everyMs: 1,
    push: (socket, turn) => {
      const [name = '', push] = poisoned[turn % poisoned.length] ?? []
      socket.emit(name, push)
      sent = turn
    },
  }
  const attacking = server.attack(attack)
  const account = { server: server.url, token: 'x', me: { id: 'me', name: 'Me' } }
  const client = await startRecordedClient({ history: createHistory(), name: 'victim', account })
  run.onEnd(() => client.close())
  await attacking
  await waitFor(() => sent > poisoned.length, 'every push was sent')
  const asked = server.counts()
  const violations: Violation[] = []
  for (const command of ['rooms', 'range', 'settings'])
    if (!asked.has(command)) violations.push({ kind: 'invalid', what: `the client never asked ${command}` })
  if (keys() !== before || 'polluted' in {})
    violations.push({ kind: 'broken', what: `the client's Object.prototype has ${keys()}` })
  return violations
}
