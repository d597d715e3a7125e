import { builtinEnvironments } from 'vitest/environments'

/**
 * An empty page, for whatever is imported after this. The row itself stays a program of Node: it writes files and starts
 * processes, as all rows do.
 */
await builtinEnvironments['happy-dom'].setup(globalThis, {})
