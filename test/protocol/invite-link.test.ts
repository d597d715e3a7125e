import { describe, expect, test } from 'vitest'
import { formatInviteLink, isLoopback, parseInviteLink } from '../../protocol/invite-link.ts'

const secret = `i${'a'.repeat(43)}`
const browserSecret = `b${'a'.repeat(43)}`

describe('SPEC 5.1 an invite link', () => {
  test.each([
    [`https://chat.example.org/join#${secret}`, 'https://chat.example.org'],
    [`  https://chat.example.org/join#${secret}\n`, 'https://chat.example.org'],
    [`chat.example.org/join#${secret}`, 'https://chat.example.org'],
    [`https://example.org/chat/join#${secret}`, 'https://example.org/chat'],
    [`http://127.0.0.1:8787/join#${secret}`, 'http://127.0.0.1:8787'],
  ])('%s', (link, server) => {
    expect(parseInviteLink(link)).toEqual({ ok: true, value: { server, secret, for: 'rooms' } })
  })
  test('says what it is for', () => {
    const link = formatInviteLink('https://chat.example.org', browserSecret)
    expect(parseInviteLink(link)).toMatchObject({ ok: true, value: { for: 'browser' } })
  })
  test.each([
    ['', 'empty'],
    ['   ', 'empty'],
    ['hello there', 'not-a-link'],
    ['https://chat.example.org/', 'not-a-link'],
    [`https://user:pass@chat.example.org/join#${secret}`, 'not-a-link'],
    ['https://chat.example.org/join', 'no-secret'],
    [`https://chat.example.org/join#${secret.slice(0, 20)}`, 'no-secret'],
    [`https://chat.example.org/join#x${'a'.repeat(43)}`, 'no-secret'],
    [`javascript:alert(1)/join#${secret}`, 'not-a-link'],
  ])('%j is none: %s', (link, problem) => {
    expect(parseInviteLink(link)).toEqual({ ok: false, error: problem })
  })
})

test.each([
  ['http://chat.example.org', false],
  ['http://192.168.1.5:8787', false],
  ['http://127.0.0.1.example.org', false],
  ['http://localhost.example.org', false],
  ['http://localhost:8787', true],
  ['http://team.localhost:8787', true],
  ['http://[::1]:8787', true],
  ['http://127.9.9.9', true],
])('SPEC 5.2 http is for loopback only: %s %s', (server, allowed) => {
  expect(parseInviteLink(`${server}/join#${secret}`).ok).toBe(allowed)
})

test('loopback is decided by the host alone', () => {
  expect([isLoopback('127.0.0.1'), isLoopback('128.0.0.1'), isLoopback('localhost')]).toEqual([
    true,
    false,
    true,
  ])
})
