import { statSync } from 'node:fs'
import { adminSocketPath } from '../../../server/admin/socket-path.ts'
import type { Result } from '../../../protocol/result.ts'
import { spawnServer, type SpawnedServer, type SpawnOptions } from '../../support/server/spawn-server.ts'
import { faultRow, type Outcome, type Run } from '../harness/fault-row.ts'
import { serverWithout } from '../harness/without-defence.ts'
import type { Violation } from '../history/violation.ts'
import { askCommands, askForAdmin, knockWithCommands } from './authorization/ask-commands.ts'
import { askRoutes } from './authorization/ask-routes.ts'
import { commandNames } from './fuzz/valid-input.ts'
import { keepSpeaking, startCast, VAULT, type Cast } from './authorization/vault.ts'
import { complaintsOf } from './watch-server.ts'

interface Size {
  /** Inputs of each command, made from its schema. */
  inputs: number
}

/** A member, somebody of another room, and somebody who was removed. */
const LIVE_ROLES = 3

const valueOf = (answer: Result<unknown> | undefined): unknown =>
  answer?.ok === true ? answer.value : undefined

/** What an insider has set, without the clock. */
async function settingsOf({ insider }: Cast): Promise<string> {
  const { person, rooms } = valueOf(await insider.device.ask('settings', {})) as Record<string, unknown>
  return JSON.stringify({ person, rooms })
}

/** Of those who are let in: no frame that they got while they were no members holds anything of the room. */
function checkHeard({ devices, canaries, people }: Cast): Violation[] {
  return (['elsewhere', 'removed'] as const).flatMap((role) =>
    devices[role].heard
      .filter(({ text }) => canaries.some((canary) => text.includes(canary)))
      .slice(0, 3)
      .map(({ text }) => ({
        kind: 'leaked' as const,
        what: `${role} (${people[role].id}) hears ${text.slice(0, 200)}`,
      })),
  )
}

/** Nobody but members left anything in the room, and no sign of theirs came to it. */
async function checkRoom({ insider, people }: Cast): Promise<Violation[]> {
  const violations: Violation[] = []
  const foreign = [people.elsewhere.id, people.removed.id]
  let after = 0
  for (;;) {
    const answer = await insider.device.ask('range', { room: VAULT, after, limit: 500 })
    const { entries, head } = valueOf(answer) as {
      entries: { seq: number; kind: string; author: { id: string } }[]
      head: number
    }
    for (const { seq, kind, author } of entries)
      if (foreign.includes(author.id) && kind !== 'join' && kind !== 'leave')
        violations.push({ kind: 'admitted', what: `entry ${seq} of the room is by ${author.id}` })
    after = entries.at(-1)?.seq ?? head
    if (after >= head) break
  }
  const signals = insider.device.heard.filter(
    ({ text }) => text.startsWith('42["signal"') && foreign.some((id) => text.includes(id)),
  )
  return [
    ...violations,
    ...signals.map(({ text }) => ({ kind: 'admitted' as const, what: text.slice(0, 200) })),
  ]
}

function checkDoor({ dataDir }: SpawnedServer): Violation[] {
  const mode = statSync(adminSocketPath(dataDir)).mode & 0o777
  if ((mode & 0o077) === 0) return []
  return [{ kind: 'admitted', what: `others may connect to the operator's socket: ${mode.toString(8)}` }]
}

async function attack({ size, random, onEnd }: Run<Size>, options: SpawnOptions): Promise<Outcome> {
  const env = { BACKCHANNEL_RATE_PER_SECOND: '0', BACKCHANNEL_CONNECTIONS_PER_ADDRESS: '0' }
  const server = await spawnServer({ ...options, env })
  onEnd(() => server.stop('SIGKILL'))
  const cast = await startCast(server)
  const before = await settingsOf(cast)
  const stopSpeaking = keepSpeaking(server, cast)
  const violations = [
    ...checkDoor(server),
    ...(await askForAdmin(cast)),
    ...(await askRoutes(server, cast)),
    ...(await knockWithCommands(server, cast, random)),
    ...(await askCommands(cast, size.inputs, random)),
  ]
  await stopSpeaking()
  violations.push(...checkHeard(cast), ...(await checkRoom(cast)))
  if ((await settingsOf(cast)) !== before)
    violations.push({ kind: 'admitted', what: 'what others asked changed the settings of somebody else' })
  if (cast.insider.device.ended())
    violations.push({ kind: 'admitted', what: 'what others asked signed somebody else out' })
  violations.push(...complaintsOf(server))
  return { runs: commandNames.length * size.inputs * LIVE_ROLES, sends: 0, violations, figures: [] }
}

faultRow<Size>({
  row: 'S4',
  fault: 'every command and route is asked by everybody who may not',
  sizes: { fast: { inputs: 12 }, full: { inputs: 1_000 } },
  timeout: 300_000,
  run: (run) => attack(run, {}),
  control: {
    without: 'the check of who is a member, in `range`',
    size: { inputs: 4 },
    run: (run) => {
      const trusting = serverWithout([
        {
          file: 'server/room/room-service.js',
          find: 'const member = await requireMember(principal, query.room);',
          put: 'const member = { ok: true };',
        },
      ])
      run.onEnd(trusting.remove)
      return attack(run, { program: trusting.program })
    },
  },
})
