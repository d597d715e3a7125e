import { connect } from 'node:net'
import { createInterface } from 'node:readline'
import { adminRequests } from '../../../../server/admin/admin-request.ts'
import { adminSocketPath } from '../../../../server/admin/socket-path.ts'
import { PROTOCOL } from '../../../../protocol/limits.ts'
import { openDevice, openRaw } from '../../../support/server/raw-socket.ts'
import type { SpawnedServer } from '../../../support/server/spawn-server.ts'
import { newAttempt } from '../../../support/server/test-client.ts'
import { waitFor } from '../../../support/wait-for.ts'
import type { Random } from '../../harness/random.ts'
import type { Violation } from '../../history/violation.ts'
import { askHttp } from '../ask-http.ts'
import { commandNames, inputFor } from '../fuzz/valid-input.ts'
import { poisonedJson } from './poisoned-json.ts'

/** Every command with poison in each of its objects. Answers how many were sent. */
async function poisonCommands({ port }: SpawnedServer, token: string, random: Random): Promise<number> {
  const raw = await openDevice(port, token)
  if (raw === undefined) throw new Error('not let in')
  let sent = 0
  let answers = 0
  raw.onText((text) => void (text.startsWith('43') && (answers += 1)))
  for (const name of commandNames) {
    for (let times = 0; times < 3; times += 1) {
      const made = inputFor(name, random) as Record<string, unknown>
      for (const json of poisonedJson({ ...made, ...('room' in made ? { room: 'general' } : {}) })) {
        sent += 1
        raw.send(`42${sent}["${name}",${json}]`)
      }
    }
  }
  await raw.until(() => answers === sent)
  if (answers !== sent) throw new Error(`${answers} of ${sent} poisoned commands were answered`)
  raw.destroy()
  return sent
}

async function poisonHandshakes({ port }: SpawnedServer, token: string): Promise<number> {
  const all = poisonedJson({ protocol: PROTOCOL, token })
  for (const json of all) {
    const raw = await openRaw(port)
    let answered = false
    raw.onText((text) => void (answered ||= text.startsWith('4')))
    raw.send(`40${json}`)
    await raw.until(() => answered)
    raw.destroy()
  }
  return all.length
}

async function poisonJoins({ port }: SpawnedServer, secret: string): Promise<number> {
  const all = poisonedJson({ invite: secret, attempt: newAttempt(), name: 'Poison' })
  for (const body of all)
    await askHttp(port, {
      method: 'POST',
      path: '/api/join',
      headers: { 'content-type': 'application/json' },
      body,
    })
  return all.length
}

/** Lines of the operator's socket, each with an answer. Rooms with such names are asked for as well. */
async function poisonAdmin({ dataDir }: SpawnedServer): Promise<number> {
  const lines = Object.keys(adminRequests).flatMap((name) =>
    poisonedJson({ name, input: { room: 'general', person: 'Ann', id: 'constructor' } }),
  )
  for (const id of ['constructor', 'prototype', '__proto__', 'hasOwnProperty'])
    lines.push(JSON.stringify({ name: 'room-create', input: { id, name: id } }))
  const socket = connect(adminSocketPath(dataDir))
  let answers = 0
  createInterface({ input: socket }).on('line', () => (answers += 1))
  socket.write(lines.map((line) => `${line}\n`).join(''))
  await waitFor(() => answers === lines.length, 'every poisoned line is answered')
  socket.destroy()
  return lines.length
}

const reported = /\{"level":30,"prototypes":(\[.*\])\}\n/

/** Poisons all that the server reads, then asks it what became of its prototypes. */
export async function poisonServer(
  server: SpawnedServer,
  { token, secret, random }: { token: string; secret: string; random: Random },
): Promise<{ sent: number; violations: Violation[] }> {
  const sent =
    (await poisonCommands(server, token, random)) +
    (await poisonHandshakes(server, token)) +
    (await poisonJoins(server, secret)) +
    (await poisonAdmin(server))
  process.kill(server.pid, 'SIGWINCH')
  await waitFor(() => reported.test(server.stderr()), 'the server says what its prototypes hold')
  const changed = JSON.parse(reported.exec(server.stderr())?.[1] ?? '[]') as string[]
  return {
    sent,
    violations: changed.map((what) => ({ kind: 'broken', what: `the server's ${what} is changed` })),
  }
}
