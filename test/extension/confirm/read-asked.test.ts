import { expect, it } from 'vitest'
import { readAsked } from '../../../extension/confirm/read-asked.ts'

it.each([
  ['#ops:7:acknowledge', { room: 'ops', seq: 7, what: 'acknowledge' }],
  ['#ops-2:70:claim', { room: 'ops-2', seq: 70, what: 'claim' }],
  ['#ops:7:action-2', { room: 'ops', seq: 7, what: 2 }],
])('%s', (hash, asked) => expect(readAsked(hash)).toEqual(asked))

it.each([
  '',
  '#',
  '#ops:7',
  '#ops:0:claim',
  '#ops:7:action-3',
  '#ops:7:delete',
  '#OPS:7:claim',
  '#ops:7:claim:x',
])('nothing is asked by "%s"', (hash) => expect(readAsked(hash)).toBeUndefined())
