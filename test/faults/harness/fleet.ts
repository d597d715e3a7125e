import { spawnServer, type SpawnOptions, type SpawnedServer } from '../../support/server/spawn-server.ts'
import { tempFolder } from '../../support/server/temp-folder.ts'
import type { Violation } from '../history/violation.ts'
import { closeHistory, untilCaughtUp } from './close-history.ts'
import type { Run } from './fault-row.ts'
import {
  joinForAccount,
  startRecordedClient,
  type ClientOptions,
  type RecordedClient,
} from './recorded-client.ts'

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

export interface FleetOptions {
  clients: number
  server?: SpawnOptions
  /** What clients use instead of the server's own address. */
  through?: (server: SpawnedServer) => string
  /** What a client is given beside its account. */
  client?: (index: number) => Partial<ClientOptions> & { started?: (client: RecordedClient) => void }
}

/** One server on a folder of its own, and recorded clients on it. */
export interface Fleet {
  server(): SpawnedServer
  dataDir: string
  clients: RecordedClient[]
  /** Starts the server again, on the same port and folder; answers how long until it listened, in ms. */
  startAgain(): Promise<number>
  /** Each sends a message every `everyMs` until the answer is called. */
  sendAllTheTime(everyMs: number): () => Promise<void>
  /** Ends the clients, and checks what everybody saw against the database. */
  check(): Promise<Violation[]>
}

export async function startFleet(run: Run<unknown>, options: FleetOptions): Promise<Fleet> {
  const { history } = run
  const folder = options.server?.dataDir === undefined ? tempFolder() : undefined
  if (folder) run.onEnd(folder.remove)
  const dataDir = folder?.path ?? options.server?.dataDir ?? ''
  // What is tried is the fault, and not the limit on how much one device may send.
  const env = { BACKCHANNEL_RATE_PER_SECOND: '0', ...options.server?.env }
  const settings = { ...options.server, dataDir, env }
  let server = await spawnServer(settings)
  run.onEnd(() => server.stop('SIGKILL'))
  const { port, url, invite } = server
  const clients: RecordedClient[] = []
  run.onEnd(() => Promise.all(clients.map((client) => client.close())))
  for (let index = 1; index <= options.clients; index += 1) {
    const name = `client ${index}`
    const account = await joinForAccount(invite, name)
    const address = options.through?.(server) ?? url
    const extra = options.client?.(index) ?? {}
    const client = await startRecordedClient({
      history,
      name,
      account: { ...account, server: address },
      ...extra,
    })
    extra.started?.(client)
    clients.push(client)
  }
  await untilCaughtUp(clients)
  return {
    server: () => server,
    dataDir,
    clients,
    startAgain: async () => {
      const began = performance.now()
      server = await spawnServer({ ...settings, env: { ...env, PORT: String(port) } })
      return Math.round(performance.now() - began)
    },
    sendAllTheTime: (everyMs) => sendAllTheTime(clients, everyMs),
    check: () => closeHistory(history, clients, dataDir),
  }
}

function sendAllTheTime(clients: readonly RecordedClient[], everyMs: number): () => Promise<void> {
  let sending = true
  const loops = clients.map(async (client) => {
    while (sending) {
      await client.send('general')
      await pause(everyMs)
    }
  })
  return async () => {
    sending = false
    await Promise.all(loops)
  }
}
