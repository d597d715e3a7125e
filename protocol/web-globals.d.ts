/*
 * What every browser and Node have, as much of it as is used by code that runs in both. TypeScript declares these only
 * together with the rest of the DOM or of Node, which such code must not know.
 */

declare function setTimeout(run: () => void, ms: number): object
declare function clearTimeout(timer: object | undefined): void

declare class TextEncoder {
  encode(text: string): Uint8Array<ArrayBuffer>
}

declare class TextDecoder {
  decode(bytes?: Uint8Array, options?: { stream?: boolean }): string
}

declare class URL {
  constructor(address: string)
  readonly protocol: string
  readonly username: string
  readonly password: string
  readonly origin: string
  readonly hostname: string
  readonly pathname: string
  readonly hash: string
}

interface AbortSignal {
  readonly aborted: boolean
}
declare const AbortSignal: { timeout(ms: number): AbortSignal }

interface Response {
  readonly status: number
  readonly body: (AsyncIterable<Uint8Array> & { getReader(): StreamReader }) | null
}
interface StreamReader {
  read(): Promise<{ done: false; value: Uint8Array } | { done: true; value?: undefined }>
  cancel(): Promise<void>
}

declare function fetch(
  address: string,
  init: {
    method: string
    headers: Record<string, string>
    body: string
    signal: AbortSignal
    credentials?: 'omit'
    redirect?: 'error'
  },
): Promise<Response>

/** Time that nobody can set. */
declare const performance: { now(): number }
