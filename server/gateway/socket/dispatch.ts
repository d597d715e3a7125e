import * as v from 'valibot'
import { COMMAND_MAX_BYTES } from '../../../protocol/limits.ts'
import { fail, type Result } from '../../../protocol/result.ts'
import { commands, type CommandInput, type CommandName, type CommandValue } from '../../../protocol/up.ts'
import { requireScope } from '../../room/principal.ts'
import type { Log } from '../log.ts'
import { refuseInput } from '../refuse-input.ts'
import { commandHandlers, type CommandContext } from './command-handlers.ts'
import type { CommandLimits } from './command-limits.ts'
import { channel, type Session } from './session.ts'

export interface DispatchOptions {
  session: Session
  limits: CommandLimits
  /** The bytes that came on the connection since the command before this one. */
  takeReceived(): number
  /** The answer to everything while the server stops. */
  stopping(): Result<never> | undefined
  log: Log
}

type Acknowledge = (result: Result<unknown>) => void

/**
 * The door that every command goes through: whatever a client sends, it is answered with a Result, and nothing thrown
 * gets out. Commands that ask for no answer are counted and ignored: there would be no way to say why one was refused.
 * `name` is what the client calls it, of any type: Socket.IO takes numbers too.
 */
export async function dispatch(
  context: CommandContext,
  options: DispatchOptions,
  name: unknown,
  parts: readonly unknown[],
): Promise<void> {
  const last = parts.at(-1)
  const acknowledge = isAcknowledge(last) ? last : undefined
  try {
    const answer = await answerTo(context, options, name, acknowledge === undefined ? undefined : parts)
    if (answer !== undefined) acknowledge?.(answer)
  } catch (error) {
    options.log.error({ err: error, command: shown(name) }, 'a command failed')
    acknowledge?.(fail('unavailable', 'the server could not do this: try again later'))
  }
}

/** `parts` undefined: nobody waits for an answer. */
async function answerTo(
  context: CommandContext,
  { session, limits, takeReceived, stopping }: DispatchOptions,
  name: unknown,
  parts: readonly unknown[] | undefined,
): Promise<Result<unknown> | undefined> {
  const stop = stopping()
  if (stop !== undefined) return stop
  const bytes = takeReceived()
  if (!limits.allow(session, name, bytes)) return tooMany
  if (parts === undefined) return undefined
  if (!isCommandName(name)) return fail('malformed', `there is no command "${shown(name)}"`)
  const scope = requireScope(context.principal, name)
  if (!scope.ok) return scope
  const input = parts.length > 1 ? parts[0] : undefined
  return runCommand(context, limits, name, input, bytes)
}

const tooMany = fail('rate_limited', 'too much at once: try again in a few seconds')

/** For a sentence or a line of the log. */
const shown = (name: unknown): string => String(name).slice(0, 64)

const isAcknowledge = (part: unknown): part is Acknowledge => typeof part === 'function'
const isCommandName = (name: unknown): name is CommandName =>
  typeof name === 'string' && Object.hasOwn(commands, name)

async function runCommand<N extends CommandName>(
  context: CommandContext,
  limits: CommandLimits,
  name: N,
  input: unknown,
  bytes: number,
): Promise<Result<CommandValue<N>>> {
  const schema: v.GenericSchema<unknown, CommandInput<N>> = commands[name].input as never
  const parsed = v.safeParse(schema, input, { abortEarly: true })
  if (!parsed.success) return refuse(parsed.issues[0], input)
  if (!allowedInRoom(context, limits, name, parsed.output, bytes)) return tooMany
  return commandHandlers[name](context, parsed.output)
}

/** Whoever is not in the room is refused by its rules, takes nothing from its members' allowance, and learns nothing of it. */
function allowedInRoom(
  { socket, principal }: CommandContext,
  limits: CommandLimits,
  name: CommandName,
  input: object,
  bytes: number,
): boolean {
  if (!('room' in input) || typeof input.room !== 'string') return true
  if (!socket.rooms.has(channel.room(input.room))) return true
  if (name === 'append') return limits.allowMessage(input.room, principal.person.id, bytes)
  return name !== 'signal' || limits.allowSignal(input.room, principal.person.id)
}

/** What a schema takes is never larger than a command may be, so only what it does not take is measured. */
function refuse(issue: v.BaseIssue<unknown>, input: unknown) {
  const refusal = refuseInput(issue)
  if (refusal.error.code === 'too_large' || bytesOf(input) <= COMMAND_MAX_BYTES) return refusal
  return fail('too_large', `a command has at most ${COMMAND_MAX_BYTES} bytes`)
}

/** About what came over the wire. What is nested too deeply to be written counts as too large as well. */
function bytesOf(input: unknown): number {
  try {
    return Buffer.byteLength(JSON.stringify([input]))
  } catch {
    return Number.POSITIVE_INFINITY
  }
}
