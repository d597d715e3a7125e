import * as v from 'valibot'
import { aboutSchema, roomIdSchema, type RoomId, type Seq } from './entry.ts'

/** Where a message is. */
export interface MessagePlace {
  room: RoomId
  seq: Seq
}

/** The address of a message, `<server>/m/<room>/<seq>`: a page that says how to open it. It shows nothing of the message. */
export const messageLink = (server: string, { room, seq }: MessagePlace): string =>
  `${server}/m/${room}/${seq}`

/** What an address of this server leads to; undefined: not to a message. `server` has no slash at its end. */
export function parseMessageLink(server: string, address: string): MessagePlace | undefined {
  const start = `${server}/m/`
  if (!address.startsWith(start)) return undefined
  const [path = ''] = address.slice(start.length).split(/[?#]/)
  const [room, seq, ...more] = path.split('/')
  if (more.length > 0 || seq === undefined || !/^\d+$/.test(seq)) return undefined
  const place = { room, seq: Number(seq) }
  return v.is(placeSchema, place) ? place : undefined
}

const placeSchema = v.object({ room: roomIdSchema, seq: aboutSchema })
