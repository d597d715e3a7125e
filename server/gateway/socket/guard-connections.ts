import type { PersonId } from '../../../protocol/entry.ts'
import type { ClientAddress } from '../client-address.ts'
import type { ConnectionLimits } from '../connections/limit-connections.ts'
import type { Pauses } from '../connections/pauses.ts'
import type { WarnSparsely } from '../connections/sparse-log.ts'
import type { Metrics } from '../metrics.ts'
import { createDeviceConnections } from './device-connections.ts'
import {
  createPersonAllowance,
  guardConnection,
  type ConnectionGuard,
  type CutReason,
  type SendAllowance,
} from './guard-connection.ts'
import type { ClientServer, EngineConnection, Session } from './session.ts'

export interface GuardsOptions {
  /** Commands a second of a device; 0: no limit. */
  ratePerSecond: number
  signInMs: number | undefined
  connections: ConnectionLimits
  clientAddress: ClientAddress
  pauses: Pauses
  metrics: Metrics
  warn: WarnSparsely
}

/** The guards of all open connections. */
export interface Guards {
  /** A device has signed in on the connection. */
  signedIn(conn: EngineConnection, session: Session): void
  /** The device is gone from the connection, which ends with it. */
  end(conn: EngineConnection): void
  /** The bytes that came on the connection since this was last asked. */
  takeReceived(conn: EngineConnection): number
}

/** A device that is cut for one of these has to wait before it may come back. */
const floods: ReadonlySet<CutReason> = new Set<CutReason>(['too many frames', 'too many bytes'])

/** Guards each connection from the moment that its WebSocket is open. */
export function guardConnections(io: ClientServer, options: GuardsOptions): Guards {
  const { ratePerSecond, signInMs, connections, clientAddress, pauses, metrics, warn } = options
  const now = (): number => performance.now()
  const guards = new WeakMap<EngineConnection, ConnectionGuard>()
  const sessions = new WeakMap<EngineConnection, Session>()
  const devices = createDeviceConnections()
  /** Kept when the last connection ends, or coming back would fill it. As many as there are people. */
  const allowances = new Map<PersonId, SendAllowance>()
  const allowanceOf = (person: PersonId): SendAllowance => {
    const known = allowances.get(person) ?? createPersonAllowance(ratePerSecond, now)
    allowances.set(person, known)
    return known
  }

  io.engine.on('connection', (conn: EngineConnection) => {
    const onCut = (reason: CutReason): void => {
      const device = sessions.get(conn)?.principal.device
      metrics.cut(reason)
      warn(`cut: ${reason}`, { device, address: clientAddress(conn.request) })
      if (device !== undefined && floods.has(reason)) pauses.begin(device)
    }
    guards.set(conn, guardConnection(conn, { ratePerSecond, signInMs, now, onCut }))
  })

  return {
    signedIn(conn, session) {
      const { token, person } = session.principal
      sessions.set(conn, session)
      guards.get(conn)?.signedIn(allowanceOf(person.id))
      connections.signedIn(conn.request)
      const end = () => guards.get(conn)?.cut('too many connections')
      const leave = devices.enter(token, person.id, end)
      conn.once('close', leave)
    },
    end: (conn) => guards.get(conn)?.end(),
    takeReceived: (conn) => guards.get(conn)?.takeReceived() ?? 0,
  }
}
