import * as v from 'valibot'
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
 * gets out. What asks for no answer is ignored: there would be no way to say why it was refused.
 */
export async function dispatch(
  context: CommandContext,
  { allow, stopping, log }: DispatchOptions,
  name: string,
  parts: readonly unknown[],
): Promise<void> {
  const acknowledge = parts.at(-1)
  if (!isAcknowledge(acknowledge)) return
  const stop = stopping()
  if (stop !== undefined) return acknowledge(stop)
  try {
    if (!(await allow(context.session.device))) {
      acknowledge(fail('rate_limited', 'too many commands: try again in a few seconds'))
    } else if (!isCommandName(name)) {
      acknowledge(fail('malformed', `there is no command "${name.slice(0, 64)}"`))
    } else {
      acknowledge(await runCommand(context, name, parts.length > 1 ? parts[0] : undefined))
    }
  } catch (error) {
    log.error({ err: error, command: name.slice(0, 64) }, 'a command failed')
    acknowledge(fail('unavailable', 'the server could not do this: try again later'))
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
  if (!parsed.success) return refuseInput(parsed.issues[0])
  return commandHandlers[name](context, parsed.output)
}
