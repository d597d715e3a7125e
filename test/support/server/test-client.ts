import { randomBytes } from 'node:crypto'
import { io, type ManagerOptions, type Socket, type SocketOptions } from 'socket.io-client'
import type { Push, PushName } from '../../../protocol/down.ts'
import type { JoinValue } from '../../../protocol/join.ts'
import { PROTOCOL } from '../../../protocol/limits.ts'
import type { Failure, Result } from '../../../protocol/result.ts'
import type { CommandName, CommandValue } from '../../../protocol/up.ts'

const secretOf = (invite: string): string => new URL(invite).hash.slice(1)

export const newAttempt = (): string => randomBytes(16).toString('base64url')

export interface JoinOptions {
  name?: string
  attempt?: string
  bearer?: string
  origin?: string
}

/** `POST /api/join` with an invite's link. */
export async function postJoin(
  url: string,
  invite: string,
  { name, attempt = newAttempt(), bearer, origin }: JoinOptions,
): Promise<{ status: number; headers: Headers; result: Result<JoinValue> }> {
  const response = await fetch(`${url}/api/join`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(bearer === undefined ? {} : { authorization: `Bearer ${bearer}` }),
      ...(origin === undefined ? {} : { origin }),
    },
    body: JSON.stringify({ invite: secretOf(invite), attempt, ...(name === undefined ? {} : { name }) }),
  })
  const result = (await response.json()) as Result<JoinValue>
  return { status: response.status, headers: response.headers, result }
}

/** Joins or throws. */
export async function joinAs(url: string, invite: string, name: string): Promise<JoinValue> {
  const { result } = await postJoin(url, invite, { name })
  if (!result.ok) throw new Error(`${result.error.code}: ${result.error.message}`)
  return result.value
}

/** Connects another device of the person behind this client. */
export async function addDevice(url: string, client: TestClient): Promise<TestClient> {
  const link = await client.call('add-browser', {})
  if (!link.ok) throw new Error(link.error.message)
  const { result } = await postJoin(url, link.value.link, {})
  if (!result.ok) throw new Error(result.error.message)
  return connectClient(url, result.value.token)
}

type AnyPush = { [N in PushName]: { name: N; push: Push<N> } }[PushName]

export interface TestClient {
  socket: Socket
  /** Sends a command as it is, well formed or not. */
  call<N extends CommandName>(name: N, input: unknown): Promise<Result<CommandValue<N>>>
  append(text: string, id?: string, room?: string): Promise<Result<CommandValue<'append'>>>
  /** All pushes so far, in order. */
  received: AnyPush[]
  pushes<N extends PushName>(name: N): Push<N>[]
  /** The first push so far or to come that fits. */
  until<N extends PushName>(name: N, fits?: (push: Push<N>) => boolean): Promise<Push<N>>
  closed: Promise<string>
  close(): void
}

const connectionOptions = (auth: unknown): Partial<ManagerOptions & SocketOptions> => ({
  transports: ['websocket'],
  forceNew: true,
  reconnection: false,
  auth: auth as Record<string, unknown>,
})

/** Connects with the real client and waits for the first `heads`. */
export async function connectClient(url: string, token: string): Promise<TestClient> {
  const socket = io(url, connectionOptions({ protocol: PROTOCOL, token }))
  const received: AnyPush[] = []
  const watchers = new Set<() => void>()
  socket.onAny((name: PushName, push: unknown) => {
    received.push({ name, push } as AnyPush)
    for (const watcher of watchers) watcher()
  })
  const pushes = <N extends PushName>(name: N) =>
    received.filter((one) => one.name === name).map(({ push }) => push as Push<N>)
  const client: TestClient = {
    socket,
    received,
    pushes,
    call: (name, input) => socket.timeout(5000).emitWithAck(name, input) as Promise<never>,
    append: (text, id = newAttempt(), room = 'general') =>
      client.call('append', { room, id, kind: 'message', body: { text } }),
    until: (name, fits = () => true) =>
      new Promise((resolve) => {
        const look = () => {
          const found = pushes(name).find(fits)
          if (found === undefined) return
          watchers.delete(look)
          resolve(found)
        }
        watchers.add(look)
        look()
      }),
    closed: new Promise((resolve) => socket.once('disconnect', resolve)),
    close: () => socket.disconnect(),
  }
  const refused = new Promise<never>((_resolve, reject) => socket.once('connect_error', reject))
  await Promise.race([client.until('heads'), refused])
  return client
}

/** Joins under a new name and connects. */
export async function joinAndConnect(url: string, invite: string, name: string) {
  const joined = await joinAs(url, invite, name)
  return { ...joined, client: await connectClient(url, joined.token) }
}

/** What a refused handshake says. `undefined`: the connection was ended without a word (an origin that may not connect). */
export async function refusedHandshake(
  url: string,
  auth: unknown,
  headers: Record<string, string> = {},
): Promise<Failure | undefined> {
  const socket = io(url, { ...connectionOptions(auth), extraHeaders: headers })
  try {
    return await new Promise((resolve, reject) => {
      socket.once('connect', () => reject(new Error('the handshake was accepted')))
      socket.once('connect_error', (error) => resolve((error as Error & { data?: Failure }).data))
    })
  } finally {
    socket.disconnect()
  }
}
