import helmet from '@fastify/helmet'
import fastify, { type FastifyError, type FastifyInstance, type FastifyReply } from 'fastify'
import { PROTOCOL } from '../../../protocol/limits.ts'
import { fail } from '../../../protocol/result.ts'
import type { ErrorCode } from '../../../protocol/error-code.ts'
import type { PeopleService } from '../../people/people-service.ts'
import type { ClientAddress } from '../client-address.ts'
import type { Log } from '../log.ts'
import type { Metrics } from '../metrics.ts'
import { createLimitedServer, endConnection, limitRequests } from './connection-limits.ts'
import { joinRoute } from './join-route.ts'
import { metricsRoute } from './metrics-route.ts'
import { pageRoutes } from './page-routes.ts'

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

/** A join has less than 1 KiB, and nothing else has a body. */
const BODY_MAX_BYTES = 8 * 1024

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

/** The door for browsers and programs: joining, health, metrics and the pages for people. */
export async function createHttpGateway(options: HttpGatewayOptions): Promise<FastifyInstance> {
  const app = fastify({
    serverFactory: (handler) => createLimitedServer(handler, options.requestTimeoutMs),
    bodyLimit: BODY_MAX_BYTES,
    forceCloseConnections: 'idle',
    frameworkErrors: (error, _request, reply: FastifyReply) => {
      const status = error.statusCode ?? 400
      void reply.code(status).send(fail(codeOf(status), addressSentenceOf(status)))
    },
    clientErrorHandler: (error, socket) => {
      endConnection(socket, brokenRequest(error.code))
    },
  })
  const { clientAddress, connectionsPerAddress: perAddress } = options
  app.addHook('onReady', async () =>
    limitRequests(app.server, { clientAddress, perAddress, refusal: tooMany }),
  )
  // A form of a web page may send plain text without asking; JSON it may not.
  app.removeContentTypeParser('text/plain')
  await app.register(helmet, protection)
  app.setNotFoundHandler((request, reply) =>
    reply.code(404).send(fail('malformed', `there is nothing at ${request.method} ${pathOf(request.url)}`)),
  )
  app.setErrorHandler<FastifyError>((error, request, reply) => {
    const status = error.statusCode ?? 500
    if (status >= 500) options.log.error({ err: error, path: request.routeOptions.url }, 'a request failed')
    return reply.code(status).send(fail(codeOf(status), sentenceOf(status, error)))
  })

  app.get('/health', () => ({ ok: true, protocol: PROTOCOL }))
  metricsRoute(app, options)
  joinRoute(app, options)
  pageRoutes(app, options)
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

function codeOf(status: number): ErrorCode {
  if (status === 413) return 'too_large'
  return status < 500 ? 'malformed' : 'unavailable'
}

/** Of an address that leads to no route. Fastify's sentence would repeat all of it, and its query may hold a secret. */
const addressSentenceOf = (status: number): string =>
  status >= 500
    ? 'the server could not do this: try again later'
    : 'the address of this request is malformed or too long'

function sentenceOf(status: number, error: FastifyError): string {
  if (status === 413) return `a request has at most ${BODY_MAX_BYTES} bytes`
  if (status === 415) return 'send JSON, with the header "content-type: application/json"'
  if (status >= 500) return 'the server could not do this: try again later'
  return error.validation === undefined && status === 400 ? 'the body is not valid JSON' : error.message
}
