import * as v from 'valibot'
import { adminRequests } from '../../../../server/admin/admin-request.ts'
import type { Result } from '../../../../protocol/result.ts'
import { commands, type CommandName } from '../../../../protocol/up.ts'
import type { SpawnedServer } from '../../../support/server/spawn-server.ts'
import { newAttempt } from '../../../support/server/test-client.ts'
import type { Random } from '../../harness/random.ts'
import type { Violation } from '../../history/violation.ts'
import { commandNames, inputFor } from '../fuzz/valid-input.ts'
import { openListening } from '../listening-device.ts'
import { VAULT, type Cast, type DeadRole, type LiveRole } from './vault.ts'

/**
 * Whom a command is about. `room`: it names one, and only its members may. `own`: about whoever asks, and nobody else.
 * `either`: it does as its input says. A new command does not compile until it is here.
 */
const about: Record<CommandName, 'room' | 'own' | 'either'> = {
  append: 'room',
  range: 'room',
  pinned: 'room',
  seen: 'room',
  signal: 'room',
  rooms: 'own',
  settings: 'own',
  'change-settings': 'either',
  'add-browser': 'own',
  'sign-out': 'own',
}

type Input = Record<string, unknown>

/** One that every member may append: what is about an entry by chance is mostly refused. */
const plainMessage = (): Input => ({
  room: VAULT,
  id: newAttempt(),
  kind: 'message',
  body: { text: 'hello' },
})

/** Inputs that the schema takes, from the schema itself, about the vault where they are about a room. */
function inputsFor(name: CommandName, count: number, random: Random): Input[] {
  const inputs: Input[] = name === 'append' ? [plainMessage()] : []
  for (let tries = 0; inputs.length < count && tries < count * 50; tries += 1) {
    const made = inputFor(name, random) as Input
    const input = {
      ...made,
      ...('room' in made ? { room: VAULT } : {}),
      ...('id' in made ? { id: newAttempt() } : {}),
    }
    if (v.is(commands[name].input, input)) inputs.push(input)
  }
  if (inputs.length < count) throw new Error(`no inputs are known for ${name}`)
  return inputs
}

const say = (answer: unknown): string => String(JSON.stringify(answer)).slice(0, 200)

/** One who is let in asks one thing: about the vault, and the same about a room that is not there. */
async function askOne(
  { devices }: Cast,
  role: LiveRole,
  name: CommandName,
  input: Input,
): Promise<{ answer: Result<unknown> | undefined; violations: Violation[] }> {
  const answer = await devices[role].ask(name, input)
  const named = 'room' in input
  if (about[name] !== 'either' && (about[name] === 'room') !== named)
    return { answer, violations: [{ kind: 'invalid', what: `${name} is not about its ${about[name]}` }] }
  if (answer === undefined)
    return { answer, violations: [{ kind: 'unanswered', what: `${role}: no answer to ${name}` }] }
  if (!named || role === 'member') return { answer, violations: [] }
  const nowhere = await devices[role].ask(name, { ...input, room: 'nowhere' })
  const same = JSON.stringify(nowhere).replace('nowhere', VAULT) === JSON.stringify(answer)
  if (!answer.ok && answer.error.code === 'unknown_room' && same) return { answer, violations: [] }
  const what = `${role}: ${name} ${JSON.stringify(input)} is answered ${say(answer)}, nowhere ${say(nowhere)}`
  return { answer, violations: [{ kind: 'admitted', what }] }
}

/** Every command × everybody who is let in. `sign-out` comes last, and ends the asker's own connection. */
export async function askCommands(cast: Cast, count: number, random: Random): Promise<Violation[]> {
  const violations: Violation[] = []
  const names = [...commandNames].sort((a, b) => Number(a === 'sign-out') - Number(b === 'sign-out'))
  for (const name of names) {
    for (const role of ['elsewhere', 'removed', 'member'] as const) {
      let taken = 0
      for (const input of inputsFor(name, name === 'sign-out' ? 1 : count, random)) {
        const asked = await askOne(cast, role, name, input)
        violations.push(...asked.violations)
        if (asked.answer?.ok === true) taken += 1
      }
      const may = role === 'member' || about[name] === 'own'
      if (may && taken === 0)
        violations.push({
          kind: 'unanswered',
          what: `${role}: no ${name} is taken: the others prove nothing`,
        })
    }
  }
  return violations
}

/** Every command × everybody whose token is worth nothing: sent right behind the token, and nothing is answered. */
export async function knockWithCommands(
  server: SpawnedServer,
  { tokens }: Cast,
  random: Random,
): Promise<Violation[]> {
  const violations: Violation[] = []
  const roles: readonly DeadRole[] = ['deactivated', 'signed out', 'forged token', 'no token']
  for (const name of commandNames) {
    for (const role of roles) {
      for (const input of inputsFor(name, 1, random)) {
        const device = await openListening(server.port, tokens[role], { waits: false })
        const answer = await device.ask(name, input)
        await device.until(() => false)
        const heard = device.heard.map(({ text }) => text).filter((text) => /^4[023]/.test(text))
        if (answer !== undefined || heard.length > 0)
          violations.push({ kind: 'admitted', what: `${role}: ${name} is answered ${say(answer ?? heard)}` })
      }
    }
  }
  return violations
}

/** What the operator asks is no command of a client, whoever they are. */
export async function askForAdmin({ devices }: Cast): Promise<Violation[]> {
  const violations: Violation[] = []
  for (const name of Object.keys(adminRequests)) {
    if (Object.hasOwn(commands, name)) continue
    const answer = await devices.elsewhere.ask(name, { room: VAULT, person: 'Elsewhere' })
    if (answer?.ok !== false || answer.error.code !== 'malformed')
      violations.push({ kind: 'admitted', what: `a client asks ${name}: ${say(answer)}` })
  }
  return violations
}
