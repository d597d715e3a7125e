import type { FastifyInstance } from 'fastify'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { pino, type Logger } from 'pino'
import { listenForAdmin, type AdminServer } from './admin/admin-server.ts'
import { openBackend, type BackendOptions } from './backend.ts'
import type { Config } from './config.ts'
import { createClientAddress } from './gateway/client-address.ts'
import { limitConnections } from './gateway/connections/limit-connections.ts'
import { createSparseLog } from './gateway/connections/sparse-log.ts'
import { closeHttp, createHttpGateway } from './gateway/http/http-gateway.ts'
import { createMetrics } from './gateway/metrics.ts'
import { createSocketGateway, type SocketGateway } from './gateway/socket/socket-gateway.ts'
import { prepareFirstStart } from './first-start.ts'
import { serverUrl } from './server-url.ts'

export interface ServerOptions {
  log?: Logger
  /** Where writes run; a thread wants the built code. */
  writer?: BackendOptions['writer']
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
  let http: FastifyInstance | undefined
  let gateway: SocketGateway | undefined
  let admin: AdminServer | undefined
  let publicUrl = config.publicUrl ?? ''
  const backend = await openBackend({
    dataDir: config.dataDir,
    publicUrl: () => publicUrl,
    writer: options.writer,
    onChanges: (outcomes) => gateway?.fanOut.applyChanges(outcomes),
    onAdded: (outcomes) => gateway?.fanOut.pushEntries(outcomes),
    onCommit: (commit) => metrics.committed(commit),
    onDefect: (defect) => log.error({ defect }, 'a write broke'),
    onBroken: (error) => {
      log.fatal({ err: error }, 'the store is broken')
      gateway?.stopTaking()
      options.onBroken?.(error)
    },
  })
  // Whatever is open by then: what was accepted is finished first.
  const close = async (): Promise<void> => {
    gateway?.stopTaking()
    await admin?.close()
    await backend.drained()
    await Promise.all([gateway?.close(), http && closeHttp(http)])
    await backend.close()
    metrics.stop()
  }
  try {
    const { rooms, people, attention } = backend
    const { packagesDir = builtPackages, requestTimeoutMs, signInMs } = options
    const { ratePerSecond, connectionsPerAddress, trustedProxies } = config
    const clientAddress = createClientAddress(trustedProxies, (peer) =>
      log.warn(
        { peer },
        'X-Forwarded-For is ignored: everybody behind this peer counts as one address. If it is your reverse proxy, set TRUSTED_PROXIES to its address',
      ),
    )
    http = await createHttpGateway({
      people,
      metrics,
      log,
      clientAddress,
      connectionsPerAddress,
      metricsToken: config.metricsToken,
      packagesDir,
      requestTimeoutMs,
      publicUrl: () => publicUrl,
    })
    const warn = createSparseLog(log, () => performance.now())
    const connections = limitConnections(http.server, {
      perAddress: connectionsPerAddress,
      trustedProxies,
      clientAddress,
      warn,
    })
    gateway = createSocketGateway({
      http: http.server,
      rooms,
      people,
      attention,
      ratePerSecond,
      connectionsPerAddress,
      signInMs,
      connections,
      clientAddress,
      metrics,
      log,
      warn,
    })
    admin = await listenForAdmin(config.dataDir, backend)
    await http.listen({ port: config.port, host: config.host })
    const url = serverUrl(http.server.address() as AddressInfo)
    if (config.publicUrl === undefined) publicUrl = url
    const invite = await prepareFirstStart(backend)
    log.info({ url, publicUrl, dataDir: config.dataDir }, 'listening')
    return { url, publicUrl, invite, close }
  } catch (error) {
    await close()
    throw error
  }
}
