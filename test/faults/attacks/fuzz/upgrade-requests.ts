import type { Random } from '../../harness/random.ts'
import { upgradeRequest } from '../../../support/server/raw-socket.ts'

const queries = [
  ...['', '?', '?EIO=4', '?EIO=3&transport=websocket', '?EIO=4&transport=polling', '?transport=websocket'],
  ...[
    '?EIO=4&transport=websocket&sid=x',
    '?EIO=4&transport=websocket&sid=__proto__',
    '?sid=&sid=a&EIO=4&transport=websocket',
  ],
  ...[
    '?EIO=4&transport=webtransport',
    '?EIO=4&transport=__proto__',
    '?EIO[]=4&transport[]=websocket',
    '?EIO=4&EIO=3&transport=websocket',
  ],
  ...[
    '?EIO=4&transport=websocket&__proto__=x&constructor=y',
    '?%E0%A4%A',
    '?EIO=4&transport=%00',
    `?${'a=b&'.repeat(1_000)}`,
  ],
  ...[
    '?EIO=4&transport=websocket&b64=1&j=0',
    '?EIO=NaN&transport=websocket',
    '?EIO=4&transport=websocket&t=x#y',
  ],
]
const paths = [
  '/socket.io/',
  '/socket.io',
  '/socket.io//',
  '//socket.io/',
  '/socket.io/x',
  '/socket.iox/',
  '/',
  '/health',
  'http://[::/socket.io/',
]
const odd = [
  ...[
    'Origin: https://example.org',
    'Origin: null',
    'Origin: chrome-extension://a b',
    'Origin: \u00ff\u00fe',
    'Origin: ',
  ],
  ...[
    'Sec-WebSocket-Version: 8',
    'Sec-WebSocket-Key: x',
    'Sec-WebSocket-Protocol: a, a',
    'Sec-WebSocket-Protocol: \u00ff',
  ],
  ...[
    'Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits=99',
    'Sec-WebSocket-Extensions: ;;,=',
  ],
  ...[
    'Upgrade: h2c',
    'Connection: close',
    'Content-Length: 5',
    'Transfer-Encoding: chunked',
    'Host: a, b',
    'Expect: 100-continue',
  ],
  ...[
    'X-Forwarded-For: 1.2.3.4, __proto__',
    'Authorization: Bearer x',
    `X-Long: ${'x'.repeat(8_000)}`,
    `X-Huge: ${'x'.repeat(20_000)}`,
  ],
  ...[
    'Bad Header: x',
    ': x',
    'X: a\u0000b',
    'Cookie: io=__proto__',
    'Access-Control-Request-Private-Network: true',
  ],
]
const methods = [
  'GET',
  'GET',
  'POST',
  'OPTIONS',
  'HEAD',
  'CONNECT',
  'PUT',
  'TRACE',
  'get',
  '\u0016\u0003\u0001',
]

/** A request to open a WebSocket, with something wrong in it. */
export function oddUpgrade(random: Random): string {
  const path = `${random.pick(paths)}${random.pick(queries)}`
  const headers = Array.from({ length: random.int(0, 3) }, () => random.pick(odd))
  const request = upgradeRequest(path, headers)
  return request.replace(/^GET/, random.pick(methods))
}
