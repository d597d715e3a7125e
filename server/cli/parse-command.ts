import { parseArgs } from 'node:util'
import type { Result } from '../../protocol/result.ts'
import type { Refusal } from '../room/write.ts'
import { complain, print } from './terminal.ts'
import { UsageError } from './usage-error.ts'

/** Flags as parseArgs gives them. */
export type Flags = Record<string, string | boolean | (string | boolean)[] | undefined>

/** What may follow a command. */
export interface CommandShape {
  /** What must follow it, as the help names it. */
  positionals: readonly string[]
  flags: Record<string, { type: 'string' | 'boolean'; multiple?: boolean }>
}

export function parseCommand(
  command: CommandShape,
  args: readonly string[],
): { flags: Flags; positionals: string[] } {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { ...command.flags, json: { type: 'boolean' } },
    allowPositionals: true,
  })
  const missing = command.positionals[positionals.length]
  if (missing !== undefined) throw new UsageError(`${missing} is missing`)
  const extra = positionals[command.positionals.length]
  if (extra !== undefined) throw new UsageError(`"${extra}" is not expected here`)
  return { flags: values, positionals }
}

/** Says what came of a command: as JSON, in plain words, or as one line of error. The exit code. */
export function report(
  result: Result<unknown, Refusal>,
  flags: Flags,
  inWords: (value: never) => string,
): number {
  if (flags['json'] === true) print(JSON.stringify(result))
  else if (result.ok) print(inWords(result.value as never))
  else complain(sentence(result.error.message))
  return result.ok ? 0 : 1
}

const sentence = (message: string): string => `${message.charAt(0).toUpperCase()}${message.slice(1)}.`
