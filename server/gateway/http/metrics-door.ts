import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { FastifyInstance } from 'fastify'
import { isLoopback } from '../../../protocol/invite-link.ts'
import { fail } from '../../../protocol/result.ts'
import { addressKey, type ClientAddress } from '../client-address.ts'
import type { Metrics } from '../metrics.ts'
import { createGuessLimit } from './guess-limit.ts'
import { replyNotFound, replyResult } from './result-reply.ts'

export interface MetricsDoorOptions {
  metrics: Metrics
  clientAddress: ClientAddress
  /** Where people reach this server: on another address than this machine's there is a proxy, which may not say so. */
  publicUrl(): string
  /** Who presents it may read from anywhere. Undefined: nobody may but this machine. */
  metricsToken: string | undefined
}

/** A proxy adds at least one of these. A request that has one comes from elsewhere, whatever its peer's address is. */
const proxyHeaders = [
  'forwarded',
  'via',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
  'x-real-ip',
]

/** `GET /metrics`, for a program on this machine or for one that has the token. */
export async function metricsDoor(app: FastifyInstance, options: MetricsDoorOptions): Promise<void> {
  const { metrics, clientAddress, metricsToken, publicUrl } = options
  const limit = createGuessLimit()
  const presentsToken = async (request: IncomingMessage): Promise<boolean | undefined> => {
    const bearer = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1]
    if (metricsToken === undefined || bearer === undefined) return false
    return limit.run(
      clientAddress(request),
      async () => sameSecret(bearer, metricsToken),
      (same) => !same,
    )
  }

  app.get('/metrics', async (request, reply) => {
    void reply.header('cache-control', 'no-store')
    const direct = isThisMachine(publicUrl()) && isDirect(request.raw)
    const allowed = direct || (await presentsToken(request.raw))
    if (allowed === true) return reply.type(metrics.contentType).send(await metrics.render())
    if (allowed === undefined) {
      return replyResult(reply, fail('rate_limited', 'too many tries from this address: wait a minute'))
    }
    if (metricsToken === undefined) {
      const hint = 'set BACKCHANNEL_METRICS_TOKEN to read metrics from other machines or through a proxy'
      return replyNotFound(reply, `there is nothing at GET /metrics for you: ${hint}`)
    }
    void reply.header('www-authenticate', 'Bearer')
    return replyResult(reply, fail('unauthorized', 'send "Authorization: Bearer" with the metrics token'))
  })
}

const isThisMachine = (url: string): boolean => URL.canParse(url) && isLoopback(new URL(url).hostname)

/** From this machine, and not through a proxy on it. A foreign Host is a web page's name that was pointed here. */
function isDirect({ socket, headers }: IncomingMessage): boolean {
  if (proxyHeaders.some((name) => headers[name] !== undefined)) return false
  const peer = addressKey(socket.remoteAddress)
  const local = peer.startsWith('127.') || socket.remoteAddress === '::1'
  return local && isLoopback((headers.host ?? '').replace(/:\d+$/, ''))
}

/** Takes the same time whatever of the guess is right: hashes are compared, which have one length. */
const sameSecret = (one: string, other: string): boolean => timingSafeEqual(digest(one), digest(other))

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
