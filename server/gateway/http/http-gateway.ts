import helmet from '@fastify/helmet'
import fastify, { type FastifyError, type FastifyInstance, type FastifyReply } from 'fastify'
import { PROTOCOL } from '../../../protocol/limits.ts'
import { fail } from '../../../protocol/result.ts'
import type { PeopleService } from '../../people/people-service.ts'
import type { ClientAddress } from '../client-address.ts'
import type { Log } from '../log.ts'
import type { Metrics } from '../metrics.ts'
import { createLimitedServer, endConnection, limitRequests } from './connection-limits.ts'
import { joinDoor } from './join/join-door.ts'
import { metricsDoor } from './metrics-door.ts'
import { pagesDoor } from './pages/pages-door.ts'
import { codeOf, replyNotFound, replyResult } from './result-reply.ts'

export interface HttpGatewayOptions {
  people: PeopleService
  metrics: Metrics
  log: Log
  clientAddress: ClientAddress
  /** What is expected of one address: requests under way, and joins a minute; 0: no limit. */
  connectionsPerAddress: number
  metricsToken: string | undefined
  /** Where the built packages of the extension lie. */
  packagesDir: string
  /** A request that has not come to its end by then is refused. */
  requestTimeoutMs?: number | undefined
  publicUrl(): string
}

/** Of an address that is not there, this much is repeated in the answer. */
const PATH_SHOWN_MAX = 200

/** Who is being answered when the server stops gets this long; who is still asking is cut. */
const CLOSE_GRACE_MS = 1000

/** Pages get their own script and style and nothing else; nobody may frame them. HSTS is the TLS proxy's to decide. */
const protection = {
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'"],
      imgSrc: ["'self'"],
      baseUri: ["'none'"],
      formAction: ["'none'"],
      frameAncestors: ["'none'"],
    },
  },
  strictTransportSecurity: false,
} as const

const tooMany = JSON.stringify(
  fail('rate_limited', 'too many requests at once from this address: try again in a few seconds'),
)

/** The doors for browsers and programs: each is a plugin that says itself which bodies it takes. */
export async function createHttpGateway(options: HttpGatewayOptions): Promise<FastifyInstance> {
  const app = fastify({
    serverFactory: (handler) => createLimitedServer(handler, options.requestTimeoutMs),
    forceCloseConnections: 'idle',
    frameworkErrors: (error, _request, reply: FastifyReply) => {
      const status = error.statusCode ?? 400
      replyResult(reply, fail(codeOf(status), addressSentenceOf(status)), status)
    },
    clientErrorHandler: (error, socket) => {
      endConnection(socket, brokenRequest(error.code))
    },
  })
  const { clientAddress, connectionsPerAddress: perAddress } = options
  app.addHook('onReady', async () =>
    limitRequests(app.server, { clientAddress, perAddress, refusal: tooMany }),
  )
  app.removeAllContentTypeParsers()
  await app.register(helmet, protection)
  app.setNotFoundHandler((request, reply) =>
    replyNotFound(reply, `there is nothing at ${request.method} ${pathOf(request.url)}`),
  )
  app.setErrorHandler<FastifyError>((error, request, reply) => {
    const status = error.statusCode ?? 500
    if (status >= 500) options.log.error({ err: error, path: request.routeOptions.url }, 'a request failed')
    return replyResult(reply, fail(codeOf(status), status >= 500 ? cannotNow : error.message), status)
  })

  app.get('/health', () => ({ ok: true, protocol: PROTOCOL }))
  await app.register(metricsDoor, options)
  await app.register(joinDoor, options)
  await app.register(pagesDoor, options)
  return app
}

/** Without the query, which may hold a secret, and not longer than a sentence. */
const pathOf = (url: string): string => url.slice(0, PATH_SHOWN_MAX).split('?', 1)[0] ?? ''

/** Stops listening and ends every connection, soon. */
export async function closeHttp(app: FastifyInstance): Promise<void> {
  const cut = setTimeout(() => app.server.closeAllConnections(), CLOSE_GRACE_MS)
  await app.close()
  clearTimeout(cut)
}

/** The answer to what never became a request. Node has written none, so it is spelled out. */
function brokenRequest(code: string): string {
  const [status, failure] =
    code === 'ERR_HTTP_REQUEST_TIMEOUT'
      ? ['408 Request Timeout', fail('unavailable', 'the request took too long: try again')]
      : ['400 Bad Request', fail('malformed', 'this is not a request that HTTP knows')]
  const body = JSON.stringify(failure)
  const length = Buffer.byteLength(body)
  return `HTTP/1.1 ${status}\r\ncontent-type: application/json; charset=utf-8\r\ncontent-length: ${length}\r\nconnection: close\r\n\r\n${body}`
}

const cannotNow = 'the server could not do this: try again later'

/** Of an address that leads to no route. Fastify's sentence would repeat all of it, and its query may hold a secret. */
const addressSentenceOf = (status: number): string =>
  status >= 500 ? cannotNow : 'the address of this request is malformed or too long'
