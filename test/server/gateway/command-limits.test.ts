import { describe, expect, it } from 'vitest'
import { createCommandLimits } from '../../../server/gateway/socket/command-limits.ts'
import type { Session } from '../../../server/gateway/socket/session.ts'
import { deviceScopes } from '../../../server/room/principal.ts'

/** A device of a person, at an address. */
const from = (device: string, person = device, address = 'here'): Session => ({
  principal: {
    device,
    person: { id: person, name: person },
    token: `token of ${device}`,
    scopes: deviceScopes,
  },
  address,
})

const count = (answers: boolean[]): number => answers.filter(Boolean).length

/** Limits for which no time passes. */
const createLimits = (ratePerSecond: number, connectionsPerAddress: number) =>
  createCommandLimits(ratePerSecond, connectionsPerAddress, () => 0)

const times = <T>(number: number, make: (index: number) => T): T[] =>
  Array.from({ length: number }, (_, index) => make(index))

describe('commands at once, with 5 a second and four seconds of them', () => {
  it('a device sends 20, and the others as many', () => {
    const limits = createLimits(5, 100)
    expect(count(times(50, () => limits.allow(from('phone'), 'append', 10)))).toBe(20)
    expect(count(times(50, () => limits.allow(from('laptop'), 'append', 10)))).toBe(20)
  })

  it('a person sends 40, however many devices they make', () => {
    const limits = createLimits(5, 100)
    const asks = times(200, (index) => limits.allow(from(`device ${index % 20}`, 'mallory'), 'append', 10))
    expect(count(asks)).toBe(40)
    expect(limits.allow(from('ann'), 'append', 10)).toBe(true)
  })

  it('an address sends 400, however many people come from it', () => {
    const limits = createLimits(5, 100)
    const asks = times(1_000, (index) => limits.allow(from(`person ${index % 100}`), 'append', 10))
    expect(count(asks)).toBe(400)
    expect(limits.allow(from('ann', 'ann', 'elsewhere'), 'append', 10)).toBe(true)
  })

  it('a room takes 80 messages, 20 of one person, and the next room as many', () => {
    const limits = createLimits(5, 100)
    expect(count(times(100, () => limits.allowMessage('general', 'mallory', 10)))).toBe(20)
    expect(count(times(200, (index) => limits.allowMessage('general', `person ${index}`, 10)))).toBe(60)
    expect(limits.allowMessage('other', 'mallory', 10)).toBe(true)
  })

  it('a person sends a signal a second to a room, and signals take nothing from its messages', () => {
    const limits = createLimits(5, 100)
    expect(count(times(100, () => limits.allowSignal('general', 'mallory')))).toBe(4)
    expect(count(times(200, (index) => limits.allowSignal('general', `person ${index}`)))).toBe(76)
    expect(limits.allowMessage('general', 'ann', 10)).toBe(true)
  })

  it('a large answer is taken from the person afterwards', () => {
    const limits = createLimits(5, 100)
    limits.charge('mallory', 39)
    expect(count(times(9, () => limits.allow(from('phone', 'mallory'), 'append', 10)))).toBe(1)
  })

  it('a list of rooms counts as five, a link as ten, and a command that is not there as one', () => {
    const limits = createLimits(5, 100)
    expect(count(times(9, () => limits.allow(from('a'), 'rooms', 10)))).toBe(4)
    expect(count(times(9, () => limits.allow(from('b'), 'add-browser', 10)))).toBe(2)
    expect(count(times(30, () => limits.allow(from('c'), 'constructor', 10)))).toBe(20)
    expect(count(times(30, () => limits.allow(from('d'), 7, 10)))).toBe(20)
  })
})

describe('bytes, with 50 commands a second', () => {
  it('a person sends 512 KB at once, an address 10 MB, a room takes 1 MB', () => {
    const limits = createLimits(50, 100)
    const kib = 1024
    const ofPerson = times(100, (index) => limits.allow(from(`${index % 20}`, 'mallory'), 'append', 16 * kib))
    expect(count(ofPerson)).toBe(31)
    const ofAddress = times(400, (index) =>
      limits.allow(from(`${index}`, `${index}`, 'there'), 'append', 64 * kib),
    )
    expect(count(ofAddress)).toBe(156)
    const inRoom = times(200, (index) => limits.allowMessage('general', `person ${index}`, 64 * kib))
    expect(count(inRoom)).toBe(15)
  })
})

it('refills a second of commands in a second, and never more than four seconds of them', () => {
  let now = 0
  const limits = createCommandLimits(5, 100, () => now)
  const ask = () => limits.allow(from('phone'), 'append', 10)
  expect(count(times(50, ask))).toBe(20)
  now = 1_000
  expect(count(times(50, ask))).toBe(5)
  now = 60_000
  expect(count(times(50, ask))).toBe(20)
})

it('0 is no limit', () => {
  const limits = createLimits(0, 100)
  expect(count(times(5_000, () => limits.allow(from('phone'), 'append', 1e6)))).toBe(5_000)
})

it('a server whose people all come from one address limits their devices and rooms, and not the address', () => {
  const limits = createLimits(5, 0)
  const asks = times(1_000, (index) => limits.allow(from(`person ${index % 100}`), 'append', 10))
  expect(count(asks)).toBe(1_000)
})
