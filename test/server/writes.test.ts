import { expect, it } from 'vitest'
import { writes } from '../../server/writes.ts'

const append = (text: string) => ({
  room: 'general',
  id: 'a',
  kind: 'message' as const,
  body: { text },
  person: 'ann',
  device: 'd',
})

it('a write names the room that its row says, and the bytes that it adds there', () => {
  const [empty, korean] = [writes.request('append', append('')), writes.request('append', append('가'))]
  expect(empty).toMatchObject({ name: 'append', room: 'general', input: append('') })
  expect(korean.bytes - empty.bytes).toBe(3)
  const invite = writes.request('revoke-invite', { id: 'i' })
  expect(invite.room).toBeUndefined()
  // An entry is at least as large as what is around its body.
  expect(empty.bytes).toBe(invite.bytes + Buffer.byteLength('{"text":""}'))
})
