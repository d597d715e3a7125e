import { fileURLToPath } from 'node:url'
import { pino, type Logger } from 'pino'
import { listenForAdmin, type AdminServer } from './admin/admin-server.ts'
import { openBackend } from './backend.ts'
import type { Config } from './config.ts'
import { prepareFirstStart } from './first-start.ts'
import { createMetrics } from './gateway/metrics.ts'
import { locateStore } from './locate-store.ts'
import { createNetworkDoor, type NetworkDoor } from './network-door.ts'

export interface ServerOptions {
  log?: Logger
  /** The built entry of a thread in which writes run; without it they run in this one. */
  writerThread?: URL
  /** Called once when the store cannot be trusted any more; nothing is acknowledged from then on. */
  onBroken?: (error: Error) => void
  /** Where the built packages of the extension lie. */
  packagesDir?: string
  /** A request that has not come to its end by then is refused. */
  requestTimeoutMs?: number
  /** A WebSocket on which nobody has signed in by then is ended. */
  signInMs?: number
}

export interface RunningServer {
  /** Where it is reached on this machine, with the port that it got. */
  url: string
  /** What invites begin with. */
  publicUrl: string
  /** A link for the first people; undefined when somebody has joined already. */
  invite: string | undefined
  /** Finishes what was accepted, then ends every connection and lets go of the folder. */
  close(): Promise<void>
}

/** The packages that `npm run package` makes, seen from this file and from where it is built to. */
const builtPackages = fileURLToPath(
  new URL(import.meta.url.endsWith('.ts') ? '../dist/packages' : '../../packages', import.meta.url),
)

/** The composition root: opens the store, wires the doors to it and listens. Throws a sentence for the operator. */
export async function createServer(config: Config, options: ServerOptions = {}): Promise<RunningServer> {
  const log = options.log ?? pino({ level: 'silent' })
  const metrics = createMetrics()
  let network: NetworkDoor | undefined
  let admin: AdminServer | undefined
  let publicUrl = config.publicUrl ?? ''
  const backend = await openBackend({
    location: locateStore(config.dataDir, options.writerThread),
    publicUrl: () => publicUrl,
    onChanges: (changes) => network?.fanOut.applyChanges(changes),
    onAdded: (added) => network?.fanOut.pushEntries(added),
    onCommit: (commit) => metrics.committed(commit),
    onDefect: (defect) => log.error({ defect }, 'a write broke'),
    onBroken: (error) => {
      log.fatal({ err: error }, 'the store is broken')
      network?.stopTaking()
      options.onBroken?.(error)
    },
  })
  // Whatever is open by then: what was accepted is finished first.
  const close = async (): Promise<void> => {
    network?.stopTaking()
    await admin?.close()
    await backend.drained()
    await network?.close()
    await backend.close()
    metrics.stop()
  }
  try {
    const { packagesDir = builtPackages, requestTimeoutMs, signInMs } = options
    network = await createNetworkDoor({
      config,
      backend,
      publicUrl: () => publicUrl,
      packagesDir,
      requestTimeoutMs,
      signInMs,
      metrics,
      log,
    })
    admin = await listenForAdmin(config.dataDir, backend)
    const url = await network.listen()
    if (config.publicUrl === undefined) publicUrl = url
    const invite = await prepareFirstStart(backend)
    log.info({ url, publicUrl, dataDir: config.dataDir }, 'listening')
    return { url, publicUrl, invite, close }
  } catch (error) {
    await close()
    throw error
  }
}
