import type { RunningServer } from './run-server.ts'

/** Ctrl+C, a request to end, and a terminal that was closed: the server is in a group of its own and hears of none. */
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** Hands what would end this process to the server instead; this one ends with it. */
export function passSignals(server: RunningServer): void {
  for (const signal of signals) process.on(signal, () => server.stop(signal))
}
