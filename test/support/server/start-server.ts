import { BlockList } from 'node:net'
import type { Config } from '../../../server/config.ts'
import { createServer, type RunningServer, type ServerOptions } from '../../../server/create-server.ts'
import { tempFolder } from './temp-folder.ts'

export interface StartedServer extends RunningServer {
  dataDir: string
  /** The invite of an empty database; throws when there is none. */
  firstInvite: string
  /** Ends this one and starts another on the same folder, at another port. */
  restart(): Promise<StartedServer>
}

/** Starts the server inside this process, on a free port and a temporary folder that `close` removes. */
export async function startServer(
  settings: Partial<Config> = {},
  options: ServerOptions = {},
): Promise<StartedServer> {
  const folder = tempFolder()
  const config: Config = {
    port: 0,
    host: '127.0.0.1',
    dataDir: folder.path,
    publicUrl: undefined,
    logLevel: 'silent',
    ratePerSecond: 0,
    connectionsPerAddress: 0,
    trustedProxies: new BlockList(),
    metricsToken: undefined,
    ...settings,
  }
  return startAgain(config, options, folder)
}

async function startAgain(
  config: Config,
  options: ServerOptions,
  folder: ReturnType<typeof tempFolder>,
): Promise<StartedServer> {
  const server = await createServer(config, options)
  return {
    ...server,
    dataDir: config.dataDir,
    async restart() {
      await server.close()
      return startAgain(config, options, folder)
    },
    get firstInvite() {
      if (server.invite === undefined) throw new Error('somebody has joined already')
      return server.invite
    },
    async close() {
      await server.close()
      folder.remove()
    },
  }
}
