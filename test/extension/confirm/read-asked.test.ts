import { expect, it } from 'vitest'
import { readAsked } from '../../../extension/confirm/read-asked.ts'

it.each([
  ['#ops:Log_1-a:7:acknowledge', { room: 'ops', logId: 'Log_1-a', seq: 7, what: 'acknowledge' }],
  ['#ops-2:log:70:claim', { room: 'ops-2', logId: 'log', seq: 70, what: 'claim' }],
  ['#ops:log:7:action-2', { room: 'ops', logId: 'log', seq: 7, what: 2 }],
])('%s', (hash, asked) => expect(readAsked(hash)).toEqual(asked))

it.each([
  '',
  '#',
  '#ops:log:7',
  '#ops:log:0:claim',
  '#ops:log:7:action-3',
  '#ops:log:7:delete',
  '#ops:7:claim',
  '#ops:l.g:7:claim',
  '#OPS:log:7:claim',
  '#ops:log:7:claim:x',
])('nothing is asked by "%s"', (hash) => expect(readAsked(hash)).toBeUndefined())
