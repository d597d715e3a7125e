import type { AdminInput, AdminName } from '../../admin/admin-request.ts'
import type { AdminValue } from '../../admin/admin-handlers.ts'
import type { CommandShape, Flags } from '../parse-command.ts'
import { UsageError } from '../usage-error.ts'

/** One command of the operator, whichever it is. */
export interface AdminCommand extends CommandShape {
  name: AdminName
  input(flags: Flags, positionals: readonly string[]): unknown
  /** The answer in plain words. */
  print(value: never): string
}

interface TypedCommand<N extends AdminName> extends AdminCommand {
  name: N
  input(flags: Flags, positionals: readonly string[]): AdminInput<N>
  print(value: AdminValue<N>): string
}

export const command = <N extends AdminName>(of: TypedCommand<N>): TypedCommand<N> => of

export const text = { type: 'string' } as const

export function required(flags: Flags, name: string): string {
  const value = flags[name]
  if (typeof value !== 'string' || value === '') throw new UsageError(`--${name} is missing`)
  return value
}
