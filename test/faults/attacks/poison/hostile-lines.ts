import { connectHttp } from '../../../support/server/raw-http.ts'
import { openDevice, openRaw, upgradeRequest } from '../../../support/server/raw-socket.ts'
import type { SpawnedServer } from '../../../support/server/spawn-server.ts'
import { newAttempt } from '../../../support/server/test-client.ts'
import { askServer } from '../../../../server/admin/admin-client.ts'
import type { Violation } from '../../history/violation.ts'
import { askHttp } from '../ask-http.ts'

/** Clears a terminal, sets its title, writes a second line of the log, moves back over what was written. */
const escapes = [
  '\u001b[2J',
  '\u001b]0;x\u0007',
  '\r\n{"level":60,"msg":"forged"}',
  '\u009b31m',
  '\b\b\b\u007f',
  '\t',
]
const FORGED = 'forged'

const controls = /[^\P{Cc}\n]/u

/** Names, labels, ids and questions with escapes in them, by every door where text comes in. */
export async function sendHostileLines(
  server: SpawnedServer,
  token: string,
  secret: string,
): Promise<{ sent: number; violations: Violation[] }> {
  const violations: Violation[] = []
  const refused = (what: string, taken: boolean): void => {
    if (taken) violations.push({ kind: 'admitted', what })
  }
  let sent = 0
  for (const escape of escapes) {
    const text = `a${escape}b`
    const headerText = text.replace(/[\r\n\b\u007f]/g, ' ')
    for (const headers of [
      { 'user-agent': text },
      { 'x-forwarded-for': text },
      { 'x-forwarded-for': `1.2.3.4, ${text}` },
    ]) {
      const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`)
      // Whole: the parser refuses it, or ends the header there. And as far as a header can hold it.
      const raw = await openRaw(server.port, upgradeRequest(undefined, lines), 2_000)
      raw.destroy()
      const held = Object.fromEntries(Object.keys(headers).map((name) => [name, headerText]))
      await join(server, secret, `N ${newAttempt()}`, held).catch(() => undefined)
      sent += 2
    }
    refused(`a person is called ${JSON.stringify(text)}`, (await join(server, secret, text)).status === 200)
    const http = await connectHttp(server.port)
    http.send(`GET /${text}?${text} HTTP/1.1\r\nhost: x${text}\r\n\r\n`)
    await http.answers(1)
    http.close()
    await askHttp(server.port, { path: `/${encodeURIComponent(text)}` })
    for (const request of [
      { name: 'room-create', input: { id: `r${escape}`, name: 'x' } },
      { name: 'room-create', input: { id: `room-${sent}`, name: text } },
      { name: 'token-create', input: { person: 'Ann', label: text } },
      { name: 'token-revoke', input: { id: text } },
      { name: text, input: {} },
    ])
      refused(JSON.stringify(request), (await askServer(server.dataDir, request))?.ok === true)
    sent += 8
    const device = await openDevice(server.port, token)
    for (const packet of [
      [text, {}],
      ['range', { room: text, limit: 1 }],
      ['append', { room: 'general', id: text }],
    ]) {
      device?.send(`421${JSON.stringify(packet)}`)
      sent += 1
    }
    // A flood, which is written down with the address and the device.
    for (let count = 0; count < 3; count += 1) device?.send('5'.repeat(10))
    await device?.until(() => false, 100)
    device?.destroy()
  }
  return { sent, violations }
}

const join = ({ port }: SpawnedServer, secret: string, name: string, headers: Record<string, string> = {}) =>
  askHttp(port, {
    method: 'POST',
    path: '/api/join',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ invite: secret, attempt: newAttempt(), name }),
  })

/** Each line of the log is one object that the server wrote, with nothing in it that a terminal obeys. */
export function checkLog(server: SpawnedServer): Violation[] {
  const lines = server
    .stderr()
    .split('\n')
    .filter((line) => line !== '')
  return lines.flatMap((line): Violation[] => {
    const what = JSON.stringify(line).slice(0, 200)
    if (controls.test(line)) return [{ kind: 'broken', what: `the log holds escapes: ${what}` }]
    try {
      const { level, msg } = JSON.parse(line) as { level?: unknown; msg?: unknown }
      if (typeof level === 'number' && msg !== FORGED) return []
    } catch {
      // As below.
    }
    return [{ kind: 'broken', what: `the log has a line that is no event: ${what}` }]
  })
}

/** What the operator reads of all that was stored, and of what they asked with escapes themselves. */
export async function checkLists(server: SpawnedServer): Promise<Violation[]> {
  const asked = [
    ...[
      ['invite', 'list'],
      ['token', 'list'],
      ['person', 'list'],
      ['room', 'list'],
      ['member', 'list', '--room', 'general'],
    ],
    ['token', 'revoke', 'x\u001b[2J\u009bx'],
  ]
  const all = await Promise.all(asked.map(async (args) => ({ args, ...(await server.cli(args)) })))
  return all.flatMap(({ args, stdout, stderr }): Violation[] => {
    const found = [stdout, stderr].find((text) => controls.test(text) || text.includes('\n{'))
    if (found === undefined) return []
    return [{ kind: 'broken', what: `"${args.join(' ')}" prints ${JSON.stringify(found).slice(0, 300)}` }]
  })
}
