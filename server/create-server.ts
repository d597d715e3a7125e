import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { pino, type Logger } from 'pino'
import { listenForAdmin } from './admin/admin-server.ts'
import { openBackend, type BackendOptions } from './backend.ts'
import type { Config } from './config.ts'
import { createHttpGateway } from './gateway/http/http-gateway.ts'
import { createMetrics } from './gateway/metrics.ts'
import { createSocketGateway } from './gateway/socket/socket-gateway.ts'
import { prepareFirstStart } from './first-start.ts'

export interface ServerOptions {
  log?: Logger
  /** Where writes run; a thread wants the built code. */
  writer?: BackendOptions['writer']
  /** Called once when the store cannot be trusted any more; nothing is acknowledged from then on. */
  onBroken?: (error: Error) => void
  /** Where the built packages of the extension lie. */
  packagesDir?: string
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
  let publicUrl = config.publicUrl ?? ''
  const backend = await openBackend({
    dataDir: config.dataDir,
    publicUrl: () => publicUrl,
    writer: options.writer,
    onChanges: (outcomes) => gateway.fanOut.applyChanges(outcomes),
    onAdded: (outcomes) => gateway.fanOut.pushEntries(outcomes),
    onCommit: (commit) => metrics.committed(commit),
    onDefect: (defect) => log.error({ defect }, 'a write broke'),
    onBroken: (error) => {
      log.fatal({ err: error }, 'the store is broken')
      options.onBroken?.(error)
    },
  })
  const { rooms, people } = backend
  const packagesDir = options.packagesDir ?? builtPackages
  const http = await createHttpGateway({ people, metrics, log, packagesDir, publicUrl: () => publicUrl })
  const { ratePerSecond } = config
  const gateway = createSocketGateway({ http: http.server, rooms, people, ratePerSecond, metrics, log })
  const admin = await listenForAdmin(config.dataDir, backend)

  const close = async (): Promise<void> => {
    gateway.stopTaking()
    await Promise.all([admin.close(), backend.drained()])
    await Promise.all([gateway.close(), http.close()])
    await backend.close()
    metrics.stop()
  }
  try {
    await http.listen({ port: config.port, host: config.host })
    const url = urlOf(http.server.address() as AddressInfo)
    if (config.publicUrl === undefined) publicUrl = url
    const invite = await prepareFirstStart(backend)
    log.info({ url, publicUrl, dataDir: config.dataDir }, 'listening')
    return { url, publicUrl, invite, close }
  } catch (error) {
    await close()
    throw error
  }
}

/** Nobody reaches a server at "any address": this machine does at its own. */
function urlOf({ address, port }: AddressInfo): string {
  if (address === '0.0.0.0' || address === '::') return `http://127.0.0.1:${port}`
  return `http://${address.includes(':') ? `[${address}]` : address}:${port}`
}
