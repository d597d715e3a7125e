import type { FastifyError, FastifyInstance } from 'fastify'
import { fail } from '../../../protocol/result.ts'
import { replyResult } from './result-reply.ts'

/** A form of a web page may send plain text without asking; JSON it may not. */
const WRONG_TYPE = fail('malformed', 'send JSON, with the header "content-type: application/json"')
const NOT_JSON = fail('malformed', 'the body is not valid JSON')

/**
 * Lets the routes of this plugin take JSON of at most so many bytes, and no other body. The server itself takes none:
 * each door says what it takes.
 */
export function takeJson(app: FastifyInstance, maxBytes: number): void {
  const tooLarge = fail('too_large', `a request has at most ${maxBytes} bytes`)
  app.addContentTypeParser(
    'application/json',
    { parseAs: 'string', bodyLimit: maxBytes },
    app.getDefaultJsonParser('error', 'error'),
  )
  app.setErrorHandler<FastifyError>((error, _request, reply) => {
    if (error.statusCode === 413) return replyResult(reply, tooLarge)
    if (error.statusCode === 415) return replyResult(reply, WRONG_TYPE, 415)
    if (error.statusCode === 400) return replyResult(reply, NOT_JSON)
    throw error
  })
}
