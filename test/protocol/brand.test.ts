import * as v from 'valibot'
import { expect, test } from 'vitest'
import { systemClock } from '../../extension/background/clock.ts'
import {
  entryIdSchema,
  logIdSchema,
  personSchema,
  roomIdSchema,
  seqSchema,
  timeSchema,
  type EntryId,
  type LocalTime,
  type LogId,
  type PersonId,
  type RoomId,
  type Seq,
  type ServerTime,
} from '../../protocol/entry.ts'
import type { DeviceId, Principal } from '../../server/room/principal.ts'

const roomId = v.parse(roomIdSchema, 'general')
const logId = v.parse(logIdSchema, 'log')
const personId = v.parse(personSchema, { id: 'jin', name: 'Jin' }).id
const entryId = v.parse(entryIdSchema, 'entry')
const deviceId: Principal['device'] = 'device'
const seq = v.parse(seqSchema, 1)
const serverTime = v.parse(timeSchema, 1)
const localTime = systemClock.now()

const want = <T>(value: T): T => value

/** The compiler checks these: where a line is not refused any more, `tsc -b test` says that its directive is unused. */
test('a value that is known as one of the names is refused for another', () => {
  // @ts-expect-error A LogId is no RoomId.
  want<RoomId>(logId)
  // @ts-expect-error A PersonId is no RoomId.
  want<RoomId>(personId)
  // @ts-expect-error An EntryId is no RoomId.
  want<RoomId>(entryId)
  // @ts-expect-error A DeviceId is no RoomId.
  want<RoomId>(deviceId)

  // @ts-expect-error A RoomId is no LogId.
  want<LogId>(roomId)
  // @ts-expect-error A PersonId is no LogId.
  want<LogId>(personId)
  // @ts-expect-error An EntryId is no LogId.
  want<LogId>(entryId)
  // @ts-expect-error A DeviceId is no LogId.
  want<LogId>(deviceId)

  // @ts-expect-error A RoomId is no PersonId.
  want<PersonId>(roomId)
  // @ts-expect-error A LogId is no PersonId.
  want<PersonId>(logId)
  // @ts-expect-error An EntryId is no PersonId.
  want<PersonId>(entryId)
  // @ts-expect-error A DeviceId is no PersonId.
  want<PersonId>(deviceId)

  // @ts-expect-error A RoomId is no EntryId.
  want<EntryId>(roomId)
  // @ts-expect-error A LogId is no EntryId.
  want<EntryId>(logId)
  // @ts-expect-error A PersonId is no EntryId.
  want<EntryId>(personId)
  // @ts-expect-error A DeviceId is no EntryId.
  want<EntryId>(deviceId)

  // @ts-expect-error A RoomId is no DeviceId.
  want<DeviceId>(roomId)
  // @ts-expect-error A LogId is no DeviceId.
  want<DeviceId>(logId)
  // @ts-expect-error A PersonId is no DeviceId.
  want<DeviceId>(personId)
  // @ts-expect-error An EntryId is no DeviceId.
  want<DeviceId>(entryId)

  // @ts-expect-error A ServerTime is no Seq.
  want<Seq>(serverTime)
  // @ts-expect-error A LocalTime is no Seq.
  want<Seq>(localTime)

  // @ts-expect-error A Seq is no ServerTime.
  want<ServerTime>(seq)
  // @ts-expect-error A LocalTime is no ServerTime.
  want<ServerTime>(localTime)

  // @ts-expect-error A Seq is no LocalTime.
  want<LocalTime>(seq)
  // @ts-expect-error A ServerTime is no LocalTime.
  want<LocalTime>(serverTime)
})

test('a plain value is taken for any of them, and a named one is a plain value', () => {
  expect([want<RoomId>('general'), want<LogId>('log'), want<PersonId>('jin')]).toEqual([
    roomId,
    logId,
    personId,
  ])
  expect([want<EntryId>('entry'), want<DeviceId>('device')]).toEqual([entryId, deviceId])
  expect([want<Seq>(1), want<ServerTime>(1), want<LocalTime>(1)]).toEqual([seq, serverTime, 1])
  expect([want<string>(roomId), want<number>(localTime - 0)]).toEqual(['general', localTime])
})
