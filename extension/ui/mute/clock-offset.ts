import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { ServerTime } from '../../../protocol/entry.ts'

/** The server's clock minus this machine's, ms: what is set until a moment ends by the server's. */
export const ClockOffset = createContext(0)

/** The server's clock, ms UTC. */
export function useServerNow(): () => ServerTime {
  const offset = useContext(ClockOffset)
  return () => Date.now() + offset
}
