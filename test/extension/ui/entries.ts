import type { Entry } from '../../../protocol/entry.ts'
import type { Queued, RoomState, RoomView } from '../../../extension/shared/view.ts'

export const mina = { id: 'p-mina', name: 'Mina' }
export const leo = { id: 'p-leo', name: 'Leo' }

/** Noon of a day, in ms, so that minutes around it stay within the day in every time zone of the machine. */
const noon = new Date(2026, 2, 4, 12).getTime()

export const message = (seq: number, author = leo, minute = seq, text = `text ${seq}`): Entry => ({
  seq,
  id: `e${seq}`,
  at: noon + minute * 60_000,
  author,
  kind: 'message',
  body: { text },
})

export const other = (seq: number, kind: string, author = leo, minute = seq): Entry => ({
  ...message(seq, author, minute),
  kind,
  body: {},
})

/** A message that waits in the outbox. */
export const queued = (id: string, change: Partial<Queued> = {}): Queued => ({
  id,
  kind: 'message',
  about: undefined,
  body: { text: `text ${id}` },
  at: noon,
  refused: undefined,
  ...change,
})

export const roomState = (change: Partial<RoomState> = {}): RoomState => ({
  seen: 0,
  more: false,
  loading: false,
  reloaded: false,
  outbox: [],
  typing: [],
  ...change,
})

export const roomView = (entries: Entry[], change: Partial<RoomState> = {}, draft = ''): RoomView => ({
  room: 'general',
  entries,
  state: roomState(change),
  draft,
})
