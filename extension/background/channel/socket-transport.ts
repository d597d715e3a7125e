import { io, type Socket } from 'socket.io-client'
import * as v from 'valibot'
import { pushes, type PushName } from '../../../protocol/down.ts'
import { failureSchema } from '../../../protocol/error-code.ts'
import { PROTOCOL } from '../../../protocol/limits.ts'
import { fail, ok, type Result } from '../../../protocol/result.ts'
import { commands, type CommandInput, type CommandName, type CommandValue } from '../../../protocol/up.ts'
import { createIntake } from './intake.ts'
import type { OpenTransport, TransportEvent } from './transport.ts'

/** How long a command may take; a server that is up answers in milliseconds, a busy one refuses. */
const COMMAND_TIMEOUT_MS = 10_000
/** How long one attempt may take before the next is due: the library's own limit ends where the line is open. */
const CONNECT_TIMEOUT_MS = 8_000

/** Socket.IO behind the `Transport` interface: the only file that knows the library. */
export const openSocketTransport: OpenTransport = (address, listener) => {
  const socket = createSocket(address)
  const attempt = createAttempt(() => {
    socket.disconnect()
    ended('lost')
  })
  let connected = false

  function ended(type: 'lost' | 'flooded'): void {
    attempt.end()
    connected = false
    listener({ type })
  }

  const intake = watchIntake(socket, () => connected, ended)

  socket.on('connect', () => {
    attempt.end()
    // A server may say it twice.
    if (!connected) listener({ type: 'connected' })
    connected = true
  })
  // Also for a line that closed before the handshake was answered: the library calls that no error.
  socket.on('disconnect', () => ended(intake.ended()))
  socket.on('connect_error', (error) => {
    attempt.end()
    const refusal = v.safeParse(failureSchema, 'data' in error ? error.data : undefined)
    listener(refusal.success ? { type: 'refused', failure: refusal.output } : { type: 'lost' })
  })
  socket.io.on('ping', () => listener({ type: 'ping' }))
  forwardPushes(socket, listener)

  return {
    open() {
      if (attempt.isUnderWay() || socket.connected) return
      attempt.begin()
      // A refused socket stays "active" in Socket.IO's eyes and would not connect again.
      socket.disconnect().connect()
      intake.begin()
    },
    send: (name, input) => sendCommand(socket, name, input),
    close() {
      attempt.end()
      socket.off()
      socket.io.off('ping')
      socket.disconnect()
    },
  }
}

function createSocket({ server, token }: { server: string; token: string }): Socket {
  const url = new URL(server)
  return io(url.origin, {
    path: `${url.pathname.replace(/\/$/, '')}/socket.io`,
    // A service worker has no XMLHttpRequest, so there is nothing to begin with and to upgrade from.
    transports: ['websocket'],
    auth: { protocol: PROTOCOL, token },
    // The channel's own timer does it: Socket.IO gives up after a refusal, and we do not.
    reconnection: false,
    autoConnect: false,
    forceNew: true,
    timeout: CONNECT_TIMEOUT_MS,
  })
}

/** One attempt to connect, which ends in time. */
function createAttempt(timedOut: () => void) {
  let timer: ReturnType<typeof setTimeout> | undefined
  return {
    isUnderWay: () => timer !== undefined,
    begin: () => {
      timer = setTimeout(timedOut, CONNECT_TIMEOUT_MS)
    },
    end: () => {
      clearTimeout(timer)
      timer = undefined
    },
  }
}

/** Ends a connection that sends too much before what came is parsed: the library itself takes frames of any size. */
function watchIntake(socket: Socket, isConnected: () => boolean, ended: (why: 'lost' | 'flooded') => void) {
  const intake = createIntake(() => Date.now())
  let flooded = false

  function onPacket({ data }: { data?: unknown }): void {
    if (flooded || intake.takes(data, isConnected())) return
    flooded = true
    const wasConnected = socket.connected
    socket.disconnect()
    // Of a connection that was not made the library says nothing.
    if (!wasConnected) ended(why())
  }

  /** Why the connection ended; asked once for each. */
  function why(): 'lost' | 'flooded' {
    const was = flooded ? 'flooded' : 'lost'
    flooded = false
    return was
  }

  return { begin: () => void socket.io.engine.on('packet', onPacket), ended: why }
}

function forwardPushes(socket: Socket, listener: (event: TransportEvent) => void): void {
  for (const name of Object.keys(pushes) as PushName[]) {
    socket.on(name, (input: unknown) => {
      const push = v.safeParse(pushes[name], input)
      // A push is a hint: one that we do not understand is dropped, and the log has what it was about.
      if (push.success) listener({ type: 'push', name, push: push.output } as TransportEvent)
    })
  }
}

async function sendCommand<N extends CommandName>(
  socket: Socket,
  name: N,
  input: CommandInput<N>,
): Promise<Result<CommandValue<N>>> {
  // Socket.IO would buffer it and send it on the next connection; the outbox is the only buffer here.
  if (!socket.connected) return fail('unavailable', 'There is no connection to the server.')
  let answer: unknown
  try {
    answer = await socket.timeout(COMMAND_TIMEOUT_MS).emitWithAck(name, input)
  } catch {
    return fail('unavailable', 'The server did not answer, or the connection ended first.')
  }
  const refusal = v.safeParse(v.object({ ok: v.literal(false), error: failureSchema }), answer)
  if (refusal.success) return refusal.output
  const value = v.safeParse(v.object({ ok: v.literal(true), value: commands[name].value }), answer)
  if (value.success) return ok(value.output.value as CommandValue<N>)
  return fail('unavailable', 'The server answered with something that this version does not understand.')
}
