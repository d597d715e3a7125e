import type { Attack } from './lying-server.ts'

const ok = (value: unknown) => ({ ok: true, value })
const bidi = '\u202e'
let logs = 0

const room = (id: string, fields: object = {}) => ({
  ...{ id, name: id, logId: 'log', head: 10, seen: 0, unread: 0, members: 2 },
  ...fields,
})
const entry = (seq: number, fields: object = {}) => ({
  ...{ seq, id: `id-${seq}`, at: 1_790_000_000_000, author: { id: 'mallory', name: 'Mallory' } },
  ...{ kind: 'message', body: { text: `text ${seq}` } },
  ...fields,
})
const entries = (from: number, to: number, fields: object = {}) =>
  Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => entry(from + index, fields))

interface Asked {
  room: string
  after?: number
  before?: number
  limit: number
}
const asked = (input: unknown): Asked => input as Asked
/** What an honest server answers for a log of `head` entries. */
const honestRange = (input: unknown, head: number, logId = 'log') => {
  const { after, before, limit } = asked(input)
  const to = before === undefined ? (after === undefined ? head : Math.min(head, after + limit)) : before - 1
  const from = after === undefined ? Math.max(1, to - limit + 1) : after + 1
  return ok({ logId, floor: 1, head, entries: entries(from, to) })
}
const general = { rooms: () => ok({ rooms: [room('general')] }), range: (i: unknown) => honestRange(i, 10) }
const many = (count: number) => Array.from({ length: count }, (_, index) => room(`room-${index}`))
const headsOf = (rooms: { id: string; head: number; logId: string; seen: number }[]) =>
  Object.fromEntries(rooms.map(({ id, head, logId, seen }) => [id, { logId, seq: head, seen }]))
const large = { kind: 'unknown-kind', body: { filler: 'x'.repeat(60_000) } }
const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth)

/** Every way to lie that we could think of. */
export const lies: readonly Attack[] = [
  {
    name: 'another log in each answer and each head',
    answers: { ...general, range: (input) => honestRange(input, 10, `log-${logs++}`) },
    push: (socket) => socket.emit('heads', { general: { logId: `log-${logs++}`, seq: 10, seen: 0 } }),
  },
  {
    name: 'another log in each push',
    untilStopped: true,
    everyMs: 5,
    answers: general,
    push: (socket, turn) =>
      socket.emit('entries', { room: 'general', logId: `log-${logs++}`, entries: [entry(turn + 1)] }),
  },
  {
    name: '3,000 rooms',
    answers: { rooms: () => ok({ rooms: many(3_000) }), range: (input) => honestRange(input, 10) },
    push: (socket, turn) =>
      turn % 2 === 0
        ? socket.emit('rooms', { rooms: many(3_000) })
        : socket.emit('heads', headsOf(many(3_000))),
  },
  {
    name: '1,000 rooms that come and go',
    answers: { rooms: () => ok({ rooms: many(1_000) }), range: (input) => honestRange(input, 10) },
    push: (socket, turn) => socket.emit('rooms', { rooms: turn % 2 === 0 ? many(1_000) : [room('general')] }),
  },
  {
    name: 'names of a million characters',
    answers: {
      ...general,
      rooms: () => ok({ rooms: [room('general', { name: `${bidi}${'n'.repeat(900_000)}` })] }),
    },
    push: (socket) => {
      socket.emit('room', { id: 'general', name: bidi.repeat(900_000), members: Number.MAX_VALUE })
      const author = { id: 'mallory', name: `${bidi}${'n'.repeat(900_000)}` }
      socket.emit('signal', { room: 'general', kind: 'typing', author })
    },
  },
  {
    name: 'entries of unknown kinds as large as they may be',
    answers: { ...general, rooms: () => ok({ rooms: many(500) }), range: () => ok({}) },
    push: (socket, turn) => {
      const of = { room: `room-${turn % 500}`, logId: 'log' }
      socket.emit('entries', { ...of, entries: entries(11, 14, large) })
    },
  },
  {
    name: 'a log without end, one large entry a page',
    answers: {
      rooms: () => ok({ rooms: many(100).map((one) => ({ ...one, head: 9_000 })) }),
      range: (input) => {
        const seq = (asked(input).after ?? 8_999) + 1
        return ok({
          logId: 'log',
          floor: 1,
          head: Math.max(9_000, seq + 5),
          entries: entries(seq, seq + 3, large),
        })
      },
    },
  },
  {
    name: 'pages without entries, false floors and heads, holes and repeats',
    answers: {
      rooms: () => ok({ rooms: many(50).map((one) => ({ ...one, head: 500 })) }),
      range: (input) => {
        const { after = 0 } = asked(input)
        const pages = [
          { floor: 1, head: 500, entries: [] },
          { floor: 1, head: after + 9, entries: [entry(after + 2), entry(after + 9)] },
          { floor: 1, head: after + 2, entries: [entry(after + 1), entry(after + 1), entry(after + 1)] },
          { floor: 900, head: 500, entries: [] },
          { floor: 1, head: Number.MAX_SAFE_INTEGER, entries: [entry(Number.MAX_SAFE_INTEGER)] },
        ]
        return ok({ logId: 'log', ...pages[(logs += 1) % pages.length] })
      },
    },
  },
  {
    name: 'heads of rooms that nobody knows, and marks beyond every head',
    answers: general,
    push: (socket, turn) => {
      socket.emit('heads', {
        general: { logId: 'log', seq: 10, seen: 9 },
        [`room-${turn}`]: { logId: 'x', seq: 1, seen: 0 },
      })
      socket.emit('seen', { room: 'general', seq: Number.MAX_SAFE_INTEGER - (turn % 2) })
    },
  },
  {
    name: 'settings with endless keywords, signals of endless people',
    answers: {
      ...general,
      settings: () => ok({ revision: 1, now: 1e300, person: { keywords: 'k'.repeat(9) }, rooms: {} }),
    },
    push: (socket, turn) => {
      const rooms = Object.fromEntries(many(2_000).map(({ id }) => [id, { level: null, mutedUntil: null }]))
      const person = { keywords: Array.from({ length: 20_000 }, (_, index) => `keyword ${index}`) }
      if (turn % 50 === 0) socket.emit('settings', { revision: 1, now: 1, person, rooms })
      socket.emit('signal', { room: 'general', kind: 'typing', author: { id: `person-${turn}`, name: 'P' } })
    },
  },
  {
    name: 'frames of 4 MB',
    answers: general,
    push: (socket, turn) => turn < 8 && socket.conn.write(`2["entries","${'x'.repeat(4_000_000)}"]`),
  },
  {
    name: 'binary frames that never end',
    answers: general,
    push: (socket) => socket.emit('entries', { room: 'general', entries: Buffer.alloc(200_000) }),
  },
  {
    name: 'arrays in arrays',
    answers: general,
    push: (socket) =>
      socket.conn.write(
        `2["entries",{"room":"general","logId":"log","entries":[${JSON.stringify(entry(11)).replace('"text 11"', nested(100_000))}]}]`,
      ),
  },
  {
    name: 'each answer twice, bad links, and a join link that leads elsewhere',
    twice: true,
    answers: {
      ...general,
      'add-browser': () =>
        ok({ link: `http://127.0.0.2:1/join#b${'x'.repeat(43)}`, expiresAt: 1_790_000_000_000 }),
      append: () => ({ ok: false, error: { code: 'unavailable', message: bidi.repeat(100_000) } }),
    },
    push: (socket, turn) => {
      const actions = [{ type: 'view', label: 'Open', url: 'javascript:alert(1)' }]
      const bad = entry(11 + turn, { body: { text: `${bidi}https://a@b\\c`, actions } })
      socket.emit('entries', { room: 'general', logId: 'log', entries: [bad] })
    },
  },
]

/** In the end it sends the truth. */
export const truth: Attack = {
  name: 'the truth',
  answers: {
    rooms: () => ok({ rooms: [room('general', { logId: 'true', head: 20 })] }),
    range: (input) => honestRange(input, 20, 'true'),
    append: () => ok({ seq: 20, at: 1_790_000_000_000, logId: 'true' }),
  },
}
