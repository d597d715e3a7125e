import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import * as v from 'valibot'
import type { ErrorCode } from '../../../../protocol/error-code.ts'
import { joinRequestSchema, type JoinValue } from '../../../../protocol/join.ts'
import { fail, type Result } from '../../../../protocol/result.ts'
import type { PeopleService } from '../../../people/people-service.ts'
import type { ClientAddress } from '../../client-address.ts'
import type { Metrics } from '../../metrics.ts'
import { isExtension, mayAsk } from '../../origin.ts'
import { createRateLimit } from '../../rate-limit.ts'
import { refuseInput } from '../../refuse-input.ts'
import { createGuessLimit } from '../guess-limit.ts'
import { takeJson } from '../json-body.ts'
import { replyResult } from '../result-reply.ts'
import { browserLabel } from './browser-label.ts'

/** Refusals by which somebody who guesses learns something. */
const guesses: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'invite_unknown',
  'invite_expired',
  'invite_used',
  'invite_revoked',
  'unauthorized',
  'name_taken',
])
const isGuess = (result: Result<unknown>): boolean => !result.ok && guesses.has(result.error.code)

/** A join has less than 1 KiB. */
const BODY_MAX_BYTES = 8 * 1024

export interface JoinDoorOptions {
  people: PeopleService
  metrics: Metrics
  clientAddress: ClientAddress
  /** Joins of an address within a minute, those that succeed too; 0: no limit. */
  connectionsPerAddress: number
}

/**
 * `POST /api/join` (SPEC 5). The extension asks before it has site access, so it needs CORS here and only here: measured,
 * it fails without. Web pages are refused whatever they send.
 */
export async function joinDoor(app: FastifyInstance, options: JoinDoorOptions): Promise<void> {
  const answer = createAnswer(options)
  takeJson(app, BODY_MAX_BYTES)

  app.options('/api/join', (request, reply) => {
    if (!allowExtension(request, reply)) return replyResult(reply, refusedOrigin, 403)
    void reply.header('access-control-allow-methods', 'POST')
    void reply.header('access-control-allow-headers', 'authorization, content-type')
    void reply.header('access-control-max-age', '600')
    return reply.code(204).send()
  })

  // Before the body is looked at: an extension reads why its body was refused only where it may read the answer.
  const open = (request: FastifyRequest, reply: FastifyReply, next: () => void): void => {
    void reply.header('cache-control', 'no-store')
    allowExtension(request, reply)
    next()
  }

  app.post('/api/join', { onRequest: open }, async (request, reply) =>
    replyResult(reply, await answer(request)),
  )
}

function createAnswer(options: JoinDoorOptions): (request: FastifyRequest) => Promise<Result<JoinValue>> {
  const { people, metrics, clientAddress, connectionsPerAddress } = options
  const guessLimit = createGuessLimit()
  // A join is a write, and so is a repeat of one: a team behind one address joins within a minute all the same.
  const joins = createRateLimit({ perSecond: connectionsPerAddress / 60, atOnce: connectionsPerAddress })

  return async (request) => {
    if (!mayAsk(request.headers.origin)) return refusedOrigin
    const parsed = v.safeParse(joinRequestSchema, request.body, { abortEarly: true })
    if (!parsed.success) return refuseInput(parsed.issues[0])
    const bearer = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1]
    const label = browserLabel(request.headers['user-agent'])
    const address = clientAddress(request.raw)
    if (!joins.take(address, 1)) return tooManyTries
    const join = () => people.join(parsed.output, bearer, label)
    const result = (await guessLimit.run(address, join, isGuess)) ?? tooManyTries
    if (result.ok) metrics.joined()
    return result
  }
}

const tooManyTries = fail('rate_limited', 'too many tries from this address: wait a minute')
const refusedOrigin = fail('unauthorized', 'web pages cannot join: use the extension')

/** False: the request does not come from an extension's page. */
function allowExtension(request: FastifyRequest, reply: FastifyReply): boolean {
  void reply.header('vary', 'Origin')
  const { origin } = request.headers
  if (origin === undefined || !isExtension(origin)) return false
  void reply.header('access-control-allow-origin', origin)
  return true
}
