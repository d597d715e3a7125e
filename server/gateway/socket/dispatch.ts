import * as v from 'valibot'
import { COMMAND_MAX_BYTES } from '../../../protocol/limits.ts'
import { fail, type Result } from '../../../protocol/result.ts'
import { commands, type CommandInput, type CommandName, type CommandValue } from '../../../protocol/up.ts'
import type { Log } from '../log.ts'
import { refuseInput } from '../refuse-input.ts'
import { commandHandlers, type CommandContext } from './command-handlers.ts'

export interface DispatchOptions {
  /** Takes one command from the device's allowance; false: it is used up. */
  allow(device: string): Promise<boolean>
  /** The answer to everything while the server stops. */
  stopping(): Result<never> | undefined
  log: Log
}

type Acknowledge = (result: Result<unknown>) => void

/**
 * The door that every command goes through: whatever a client sends, it is answered with a Result, and nothing thrown
 * gets out. What asks for no answer is counted and ignored: there would be no way to say why it was refused.
 */
export async function dispatch(
  context: CommandContext,
  { allow, stopping, log }: DispatchOptions,
  name: string,
  parts: readonly unknown[],
): Promise<void> {
  const last = parts.at(-1)
  const acknowledge = isAcknowledge(last) ? last : undefined
  const stop = stopping()
  if (stop !== undefined) return acknowledge?.(stop)
  try {
    const allowed = await allow(context.session.device)
    if (acknowledge === undefined) return
    if (!allowed) {
      acknowledge(fail('rate_limited', 'too many commands: try again in a few seconds'))
    } else if (!isCommandName(name)) {
      acknowledge(fail('malformed', `there is no command "${name.slice(0, 64)}"`))
    } else {
      acknowledge(await runCommand(context, name, parts.length > 1 ? parts[0] : undefined))
    }
  } catch (error) {
    log.error({ err: error, command: name.slice(0, 64) }, 'a command failed')
    acknowledge?.(fail('unavailable', 'the server could not do this: try again later'))
  }
}

const isAcknowledge = (part: unknown): part is Acknowledge => typeof part === 'function'
const isCommandName = (name: string): name is CommandName => Object.hasOwn(commands, name)

async function runCommand<N extends CommandName>(
  context: CommandContext,
  name: N,
  input: unknown,
): Promise<Result<CommandValue<N>>> {
  const schema: v.GenericSchema<unknown, CommandInput<N>> = commands[name].input as never
  const parsed = v.safeParse(schema, input, { abortEarly: true })
  if (!parsed.success) return refuse(parsed.issues[0], input)
  return commandHandlers[name](context, parsed.output)
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
