import helmet from '@fastify/helmet'
import fastify, { type FastifyError, type FastifyInstance, type FastifyReply } from 'fastify'
import { PROTOCOL } from '../../../protocol/limits.ts'
import { fail } from '../../../protocol/result.ts'
import type { ErrorCode } from '../../../protocol/error-code.ts'
import type { PeopleService } from '../../people/people-service.ts'
import type { Log } from '../log.ts'
import type { Metrics } from '../metrics.ts'
import { joinRoute } from './join-route.ts'
import { pageRoutes } from './page-routes.ts'

export interface HttpGatewayOptions {
  people: PeopleService
  metrics: Metrics
  log: Log
  /** Where the built packages of the extension lie. */
  packagesDir: string
  publicUrl(): string
}

const BODY_MAX_BYTES = 64 * 1024

const brokenRequest = JSON.stringify(fail('malformed', 'this is not a request that HTTP knows'))

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

/** The door for browsers and programs: joining, health, metrics and the pages for people. */
export async function createHttpGateway(options: HttpGatewayOptions): Promise<FastifyInstance> {
  const app = fastify({
    bodyLimit: BODY_MAX_BYTES,
    // A proxy on this machine says for whom it asks; nobody else is believed.
    trustProxy: 'loopback',
    forceCloseConnections: 'idle',
    frameworkErrors: (error, _request, reply: FastifyReply) => {
      const status = error.statusCode ?? 400
      void reply.code(status).send(fail(codeOf(status), error.message))
    },
    clientErrorHandler: (_error, socket) => {
      if (socket.writable) socket.end(`HTTP/1.1 400 Bad Request\r\n\r\n${brokenRequest}`)
    },
  })
  // A form of a web page may send plain text without asking; JSON it may not.
  app.removeContentTypeParser('text/plain')
  await app.register(helmet, protection)
  app.setNotFoundHandler((request, reply) =>
    reply
      .code(404)
      .send(fail('malformed', `there is nothing at ${request.method} ${request.url.split('?')[0]}`)),
  )
  app.setErrorHandler<FastifyError>((error, request, reply) => {
    const status = error.statusCode ?? 500
    if (status >= 500) options.log.error({ err: error, path: request.routeOptions.url }, 'a request failed')
    return reply.code(status).send(fail(codeOf(status), sentenceOf(status, error)))
  })

  app.get('/health', () => ({ ok: true, protocol: PROTOCOL }))
  // Open to whoever reaches the port: it counts, and names nobody. Close it in the proxy where that is too much.
  app.get('/metrics', async (_request, reply) =>
    reply.type(options.metrics.contentType).send(await options.metrics.render()),
  )
  joinRoute(app, options)
  pageRoutes(app, options)
  return app
}

function codeOf(status: number): ErrorCode {
  if (status === 413) return 'too_large'
  return status < 500 ? 'malformed' : 'unavailable'
}

function sentenceOf(status: number, error: FastifyError): string {
  if (status === 413) return `a request has at most ${BODY_MAX_BYTES} bytes`
  if (status === 415) return 'send JSON, with the header "content-type: application/json"'
  if (status >= 500) return 'the server could not do this: try again later'
  return error.validation === undefined && status === 400 ? 'the body is not valid JSON' : error.message
}
