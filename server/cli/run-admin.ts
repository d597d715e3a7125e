import { parseArgs } from 'node:util'
import type { Result } from '../../protocol/result.ts'
import { askServer } from '../admin/admin-client.ts'
import { handleAdmin } from '../admin/admin-handlers.ts'
import type { AdminName } from '../admin/admin-request.ts'
import { openBackend } from '../backend.ts'
import type { Config } from '../config.ts'
import type { Refusal } from '../room/write.ts'
import type { AdminCommand, Flags } from './admin-commands.ts'
import { complain, print } from './terminal.ts'
import { UsageError } from './usage-error.ts'

/** Runs one command for the operator and says what came of it: 0, or 1 with one line of error. */
export async function runAdmin(
  config: Config,
  command: AdminCommand,
  args: readonly string[],
): Promise<number> {
  const { flags, positionals } = parse(command, args)
  const request = { name: command.name, input: command.input(flags, positionals) }
  const result = (await askServer(config.dataDir, request)) ?? (await withoutServer(config, request))
  if (flags['json'] === true) print(JSON.stringify(result))
  else if (result.ok) print(command.print(result.value as never))
  else complain(sentence(result.error.message))
  return result.ok ? 0 : 1
}

const sentence = (message: string): string => `${message.charAt(0).toUpperCase()}${message.slice(1)}.`

function parse(command: AdminCommand, args: readonly string[]): { flags: Flags; positionals: string[] } {
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

/** No server runs on the folder: the database is opened for the one request. */
async function withoutServer(
  config: Config,
  request: { name: AdminName; input: unknown },
): Promise<Result<unknown, Refusal>> {
  const nobody = (): void => undefined
  const backend = await openBackend({
    dataDir: config.dataDir,
    publicUrl: () => config.publicUrl ?? `http://${config.host}:${config.port}`,
    onChanges: nobody,
    onAdded: nobody,
    onCommit: nobody,
    onDefect: (defect) => complain(defect),
    onBroken: (error) => {
      complain(`The data folder ${config.dataDir} cannot be written (${error.message}).`)
      process.exit(1)
    },
  })
  try {
    return await handleAdmin(backend, request.name, request.input)
  } finally {
    await backend.close()
  }
}
