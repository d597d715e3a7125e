import { rmSync } from 'node:fs'
import { createServer, type Socket } from 'node:net'
import { createInterface } from 'node:readline'
import * as v from 'valibot'
import type { Result } from '../../protocol/result.ts'
import type { Backend } from '../backend.ts'
import type { Refusal } from '../room/write.ts'
import { handleAdmin } from './admin-handlers.ts'
import { adminLineSchema } from './admin-request.ts'
import { adminSocketPath } from './socket-path.ts'

/** Nobody but this user (and root) may connect. */
const ONLY_ME = 0o177

/**
 * Answers the command line on a socket in the data folder: a line of JSON each way. Call it with the folder's lock held:
 * what lies there then is left over from a process that was killed.
 */
export async function listenForAdmin(dataDir: string, backend: Backend): Promise<{ close(): Promise<void> }> {
  const path = adminSocketPath(dataDir)
  if (process.platform !== 'win32') rmSync(path, { force: true })
  const connections = new Set<Socket>()
  const server = createServer((socket) => {
    connections.add(socket)
    socket.on('close', () => connections.delete(socket))
    socket.on('error', () => socket.destroy())
    createInterface({ input: socket }).on('line', (line) => {
      void answer(backend, line).then((result) => socket.write(`${JSON.stringify(result)}\n`))
    })
  })
  const umask = process.umask(ONLY_ME)
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen(path, resolve)
    })
  } finally {
    process.umask(umask)
  }
  return {
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        for (const socket of connections) socket.destroySoon()
      }),
  }
}

async function answer(backend: Backend, line: string): Promise<Result<unknown, Refusal>> {
  try {
    const parsed = v.safeParse(adminLineSchema, JSON.parse(line))
    if (!parsed.success) return { ok: false, error: { message: 'the server does not know this command' } }
    return await handleAdmin(backend, parsed.output.name, parsed.output.input)
  } catch {
    return { ok: false, error: { message: 'the server could not do this' } }
  }
}
