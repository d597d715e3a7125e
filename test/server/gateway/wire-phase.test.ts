import { expect, it } from 'vitest'
import { wireStep, type WirePhase } from '../../../server/gateway/socket/wire-phase.ts'

const message = (data: unknown) => ({ type: 'message', data })

it.each<[string, WirePhase, { type: string; data?: unknown }, string]>([
  ['a CONNECT', 'opened', message('0{"token":"x"}'), 'connecting'],
  ['the heartbeat', 'opened', { type: 'pong' }, 'opened'],
  ['the heartbeat', 'connecting', { type: 'pong' }, 'connecting'],
  ['a client that gives up', 'connecting', message('1'), 'connecting'],
  ['a command', 'connected', message('20["rooms",{}]'), 'connected'],
  ['a command with a number as its name', 'connected', message('20[1]'), 'connected'],
  ['the heartbeat', 'connected', { type: 'pong' }, 'connected'],
  ['a client that goes', 'connected', message('1'), 'connected'],
  ['a client that goes', 'connected', { type: 'close' }, 'connected'],
])('takes %s while %s', (_what, phase, packet, next) => {
  expect(wireStep(phase, packet)).toBe(next)
})

it.each<[string, WirePhase, { type: string; data?: unknown }, string]>([
  ['a command before a CONNECT', 'opened', message('20["rooms",{}]'), 'out of order'],
  ['a command before the answer', 'connecting', message('20["rooms",{}]'), 'out of order'],
  ['a second CONNECT before the answer', 'connecting', message('0'), 'out of order'],
  ['a second CONNECT', 'connected', message('0{"token":"x"}'), 'second connect'],
  ['a CONNECT of a namespace', 'opened', message('0/admin,'), 'namespace'],
  ['a second CONNECT of a namespace', 'connected', message('0/admin,'), 'second connect'],
  ['a command in a namespace', 'connected', message('2/admin,0["rooms",{}]'), 'namespace'],
  ['an acknowledgement', 'connected', message('30[]'), 'no command'],
  ['a refusal', 'connected', message('4{"message":"x"}'), 'no command'],
  [
    'a command with an attachment',
    'connected',
    message('51-0["append",{"_placeholder":true}]'),
    'no command',
  ],
  ['an acknowledgement with an attachment', 'connected', message('61-0[]'), 'no command'],
  ['bytes', 'connected', message(Buffer.from('x')), 'binary'],
  ['bytes before a CONNECT', 'opened', message(Buffer.from('x')), 'binary'],
  ['an empty message', 'connected', message(''), 'no command'],
  ['no data', 'connected', { type: 'message' }, 'binary'],
  ['a ping, which is the server to send', 'connected', { type: 'ping' }, 'no command'],
  ['an upgrade', 'connected', { type: 'upgrade' }, 'no command'],
  ['an Engine.IO error', 'opened', { type: 'error', data: 'parser error' }, 'no command'],
])('ends a connection with %s while %s', (_what, phase, packet, violation) => {
  expect(wireStep(phase, packet)).toEqual({ violation })
})
