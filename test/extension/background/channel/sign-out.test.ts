import { expect, test } from 'vitest'
import { signOut } from '../../../../extension/background/channel/sign-out.ts'
import { fail, ok } from '../../../../protocol/result.ts'
import { createManualClock } from '../../../support/channel/manual-clock.ts'

const connected = { state: 'connected' } as const

test('a server that does not answer holds up nobody who leaves', async () => {
  const clock = createManualClock()
  const left = signOut(connected, () => new Promise(() => undefined), clock)
  clock.pass(4_000)
  expect(await left).toMatchObject({ ok: false, error: { code: 'unavailable' } })
})

test('an answer in time leaves no timer', async () => {
  const clock = createManualClock()
  expect(await signOut(connected, () => Promise.resolve(ok({}) as never), clock)).toEqual(ok(null))
  expect(clock.waiting()).toBe(0)
})

test('a token that the server does not know any more is ended', async () => {
  const refuses = () => Promise.resolve(fail('unauthorized', 'No.') as never)
  expect(await signOut(connected, refuses, createManualClock())).toEqual(ok(null))
  expect(await signOut({ state: 'signed-out' }, refuses, createManualClock())).toEqual(ok(null))
})

test('without a connection nothing is sent, and nothing is ended', async () => {
  const sent: string[] = []
  const send = (name: string) => Promise.resolve(void sent.push(name) as never)
  expect(await signOut({ state: 'connecting' }, send, createManualClock())).toMatchObject({ ok: false })
  expect(sent).toEqual([])
})
