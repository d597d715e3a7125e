// @vitest-environment happy-dom
import { expect, it } from 'vitest'
import type { Connection } from '../../../../extension/shared/view.ts'
import { ConnectionLine } from '../../../../extension/ui/components/connection-line.tsx'
import { find, mount, recordAsks } from '../mount.tsx'

function open(connection: Connection, { canLeave = true, server = 'https://chat.example.org' } = {}) {
  const { ask, asked } = recordAsks()
  const pressed: string[] = []
  mount(
    <ConnectionLine
      connection={connection}
      server={server}
      ask={ask}
      openTab={(url) => void pressed.push(url)}
      {...(canLeave ? { onLeave: () => void pressed.push('leave') } : {})}
    />,
  )
  return {
    asked,
    pressed,
    buttons: [...document.querySelectorAll('button')].map((button) => button.textContent),
  }
}
const offline = (why: 'no-network' | 'no-answer'): Connection => ({ state: 'offline', since: 0, why })
const tooMuch: Connection = { state: 'offline', since: 0, why: 'too-much', until: 1 }

it.each<[string, Connection, string[]]>([
  ['connected', { state: 'connected' }, []],
  ['connecting', { state: 'connecting' }, []],
  ['offline without a network', offline('no-network'), ['Try now']],
  ['offline without an answer', offline('no-answer'), ['Open in a tab', 'Try now']],
  ['offline after too much', tooMuch, ['Try now']],
  ['signed out', { state: 'signed-out' }, ['Leave this server']],
  ['outdated', { state: 'outdated' }, ['Get the extension']],
])('%s: the buttons are what the person can do', (_, connection, buttons) => {
  expect(open(connection).buttons).toEqual(buttons)
})

it.each<[string, Connection, string]>([
  ['Try now', tooMuch, 'reconnect'],
  ['Open in a tab', offline('no-answer'), 'https://chat.example.org'],
  ['Leave this server', { state: 'signed-out' }, 'leave'],
  ['Get the extension', { state: 'outdated' }, 'https://chat.example.org'],
])('%s does what it says', (label, connection, does) => {
  const { asked, pressed } = open(connection)
  find('button', label).click()
  expect([...asked.map(({ name }) => name), ...pressed]).toEqual([does])
})

it('has no button for leaving where the page shows another', () => {
  expect(open({ state: 'signed-out' }, { canLeave: false }).buttons).toEqual([])
})

it('speaks of certificates only for a server with one', () => {
  const certificate = 'certificate'
  open(offline('no-answer'))
  expect(document.body.textContent).toContain(certificate)
  open(offline('no-answer'), { server: 'http://localhost:8080' })
  expect(document.body.textContent).not.toContain(certificate)
})
