import type { Result } from '../../protocol/result.ts'
import { askServer } from '../admin/admin-client.ts'
import { handleAdmin } from '../admin/admin-handlers.ts'
import type { AdminName } from '../admin/admin-request.ts'
import { openBackend } from '../backend.ts'
import type { Config } from '../config.ts'
import { locateStore } from '../locate-store.ts'
import type { Refusal } from '../room/write.ts'
import { serverUrl } from '../server-url.ts'
import { OpenError } from '../store/store.ts'
import type { AdminCommand } from './commands/admin-command.ts'
import { parseCommand, report } from './parse-command.ts'
import { complain } from './terminal.ts'
import { UsageError } from './usage-error.ts'

interface Request {
  name: AdminName
  input: unknown
}

/** Runs one command for the operator and says what came of it: 0, or 1 with one line of error. */
export async function runAdmin(
  config: Config,
  command: AdminCommand,
  args: readonly string[],
): Promise<number> {
  const { flags, positionals } = parseCommand(command, args)
  const request = { name: command.name, input: command.input(flags, positionals) }
  return report(await answer(config, request), flags, command.print)
}

async function answer(config: Config, request: Request): Promise<Result<unknown, Refusal>> {
  const answered = await askServer(config.dataDir, request)
  if (answered !== undefined) return answered
  try {
    return await withoutServer(config, request)
  } catch (error) {
    // Who holds the folder may be a server that was just starting, and that listens by now.
    const late = error instanceof OpenError ? await askServer(config.dataDir, request) : undefined
    if (late === undefined) throw error
    return late
  }
}

/** No server runs on the folder: the database is opened for the one request. */
async function withoutServer(config: Config, request: Request): Promise<Result<unknown, Refusal>> {
  const location = locateStore(config.dataDir)
  if (!location.holdsData()) {
    throw new OpenError(
      `There is no data in ${config.dataDir}: start the server there first, or set BACKCHANNEL_DATA_DIR to its folder.`,
    )
  }
  const publicUrl = linksBeginWith(config, request.name)
  const nobody = (): void => undefined
  const backend = await openBackend({
    location,
    publicUrl: () => publicUrl,
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

/** Where the server will be. Checked before anything is stored, since an invite's link is shown only once. */
function linksBeginWith({ publicUrl, host, port }: Config, name: AdminName): string {
  if (publicUrl !== undefined) return publicUrl
  const url = serverUrl({ address: host, port })
  if (name !== 'invite' && name !== 'add-browser') return url
  if (port === 0) {
    throw new UsageError(
      'PORT is 0, so nobody knows yet where the link leads: start the server first, or set PUBLIC_URL',
    )
  }
  if (!URL.canParse(url)) {
    throw new UsageError(
      `No link can lead to HOST "${host}": set HOST to 127.0.0.1 or 0.0.0.0, or set PUBLIC_URL`,
    )
  }
  return url
}
