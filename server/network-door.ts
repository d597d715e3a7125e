import type { FastifyInstance } from 'fastify'
import type { AddressInfo } from 'node:net'
import type { Logger } from 'pino'
import type { Backend } from './backend.ts'
import type { Config } from './config.ts'
import { createClientAddress } from './gateway/client-address.ts'
import { limitConnections } from './gateway/connections/limit-connections.ts'
import { createSparseLog } from './gateway/connections/sparse-log.ts'
import { closeHttp, createHttpGateway } from './gateway/http/http-gateway.ts'
import type { Metrics } from './gateway/metrics.ts'
import { steadyClock } from './gateway/rate-limit.ts'
import { createSocketGateway, type SocketGateway } from './gateway/socket/socket-gateway.ts'
import { serverUrl } from './server-url.ts'

export interface NetworkDoorOptions {
  config: Config
  backend: Backend
  publicUrl(): string
  /** Where the built packages of the extension lie. */
  packagesDir: string
  /** A request that has not come to its end by then is refused. */
  requestTimeoutMs: number | undefined
  /** A WebSocket on which nobody has signed in by then is ended. */
  signInMs: number | undefined
  metrics: Metrics
  log: Logger
}

/** HTTP and Socket.IO on one port. */
export interface NetworkDoor {
  fanOut: SocketGateway['fanOut']
  /** Answers where it is reached on this machine, with the port that it got. */
  listen(): Promise<string>
  /** From now on commands and handshakes are answered `unavailable`. */
  stopTaking(): void
  /** Stops listening and ends every connection. */
  close(): Promise<void>
}

export async function createNetworkDoor(options: NetworkDoorOptions): Promise<NetworkDoor> {
  const { config, backend, log } = options
  const { connectionsPerAddress, trustedProxies } = config
  const clientAddress = createClientAddress(trustedProxies, (peer) =>
    log.warn(
      { peer },
      'X-Forwarded-For is ignored: everybody behind this peer counts as one address. If it is your reverse proxy, set TRUSTED_PROXIES to its address',
    ),
  )
  const shared = { ...backend, metrics: options.metrics, log, clientAddress, connectionsPerAddress }
  const http: FastifyInstance = await createHttpGateway({
    ...shared,
    metricsToken: config.metricsToken,
    packagesDir: options.packagesDir,
    requestTimeoutMs: options.requestTimeoutMs,
    publicUrl: options.publicUrl,
  })
  const warn = createSparseLog(log, steadyClock)
  const connections = limitConnections(http.server, {
    perAddress: connectionsPerAddress,
    trustedProxies,
    clientAddress,
    warn,
  })
  const gateway = createSocketGateway({
    ...shared,
    http: http.server,
    ratePerSecond: config.ratePerSecond,
    signInMs: options.signInMs,
    connections,
    warn,
  })
  return {
    fanOut: gateway.fanOut,
    stopTaking: () => gateway.stopTaking(),
    async listen() {
      await http.listen({ port: config.port, host: config.host })
      return serverUrl(http.server.address() as AddressInfo)
    },
    async close() {
      await Promise.all([gateway.close(), closeHttp(http)])
    },
  }
}
