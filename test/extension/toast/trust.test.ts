import { beforeEach, describe, expect, it } from 'vitest'
import { createTrust, type Trust } from '../../../extension/toast/trust.ts'

const person = { isTrusted: true }
const place = { x: 100, top: 200, bottom: 300 }
let now = 0
let trust: Trust
beforeEach(() => {
  now = 1000
  trust = createTrust(() => now)
  trust.look(place, false)
})
const after = (ms: number): void => void (now += ms)

describe('an act counts', () => {
  it('when a person does it, half a second after the card came', () => {
    after(499)
    expect(trust.allows(person, 1000)).toBe(false)
    after(1)
    expect(trust.allows(person, 1000)).toBe(true)
    expect(trust.allows({ isTrusted: false }, 1000)).toBe(false)
  })

  it('not soon after a new card has come into a frame that was there', () => {
    after(5000)
    expect(trust.allows(person, now - 100)).toBe(false)
  })

  it.each([
    ['sideways', { ...place, x: 101 }],
    ['up or down', { x: 100, top: 180, bottom: 280 }],
  ])('not soon after the frame was moved %s', (_, next) => {
    after(5000)
    trust.look(next, false)
    after(400)
    trust.look(next, false)
    expect(trust.allows(person, 1000)).toBe(false)
    after(100)
    expect(trust.allows(person, 1000)).toBe(true)
  })

  it('also when the card has only grown from one of its edges', () => {
    after(5000)
    trust.look({ ...place, top: 150 }, false)
    expect(trust.allows(person, 1000)).toBe(true)
  })

  it('not in a hidden document, nor soon after it was hidden', () => {
    after(5000)
    trust.look(place, true)
    expect(trust.allows(person, 1000)).toBe(false)
    trust.look(place, false)
    after(499)
    expect(trust.allows(person, 1000)).toBe(false)
  })
})

describe('where the browser reports what can be seen', () => {
  it('half a second of it, without a break, is asked for', () => {
    after(5000)
    trust.seen(false)
    expect(trust.allows(person, 1000)).toBe(false)
    trust.seen(true)
    after(300)
    trust.seen(true)
    after(199)
    expect([trust.allows(person, 1000), trust.verifies(1000)]).toEqual([false, false])
    after(1)
    expect([trust.allows(person, 1000), trust.verifies(1000)]).toEqual([true, true])
    trust.seen(false)
    trust.seen(true)
    expect([trust.allows(person, 1000), trust.verifies(1000)]).toEqual([false, false])
  })
})

it('nothing is verified where the browser does not report it', () => {
  after(5000)
  expect([trust.allows(person, 1000), trust.verifies(1000)]).toEqual([true, false])
})
