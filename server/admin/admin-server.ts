import { rmSync } from 'node:fs'
import { createServer, type Server, type Socket } from 'node:net'
import { createInterface } from 'node:readline'
import * as v from 'valibot'
import type { Result } from '../../protocol/result.ts'
import type { Backend } from '../backend.ts'
import { refuse, type Refusal } from '../room/write.ts'
import { handleAdmin } from './admin-handlers.ts'
import { adminLineSchema } from './admin-request.ts'
import { adminSocketPath, prepareSocketFolder } from './socket-path.ts'

/** Nobody but this user (and root) may connect. */
const ONLY_ME = 0o177

export interface AdminServer {
  /** Answers what was asked, then ends every connection. */
  close(): Promise<void>
}

/**
 * Answers the command line on a socket in the data folder: a line of JSON each way. Call it with the folder's lock held:
 * what lies there then is left over from a process that was killed.
 */
export async function listenForAdmin(dataDir: string, backend: Backend): Promise<AdminServer> {
  const connections = new Set<Socket>()
  const answering = new Set<Promise<void>>()
  const server = createServer((socket) => {
    connections.add(socket)
    socket.on('close', () => connections.delete(socket))
    socket.on('error', () => socket.destroy())
    createInterface({ input: socket }).on('line', (line) => {
      const answered = answer(backend, line).then(
        (result) => void socket.write(`${JSON.stringify(result)}\n`),
      )
      answering.add(answered)
      void answered.finally(() => answering.delete(answered))
    })
  })
  await listen(server, dataDir)
  return {
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      await Promise.all(answering)
      for (const socket of connections) socket.destroySoon()
      await closed
    },
  }
}

async function listen(server: Server, dataDir: string): Promise<void> {
  const path = adminSocketPath(dataDir)
  try {
    prepareSocketFolder(dataDir, path)
    if (process.platform !== 'win32') rmSync(path, { force: true })
    await bind(server, path)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    const sentence = `The socket ${path} for the command line cannot be made (${reason}): remove what is there, or set BACKCHANNEL_DATA_DIR to a folder on a local disk.`
    throw new Error(sentence, { cause: error })
  }
}

async function bind(server: Server, path: string): Promise<void> {
  const umask = process.umask(ONLY_ME)
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen(path, resolve)
    })
  } finally {
    process.umask(umask)
  }
}

async function answer(backend: Backend, line: string): Promise<Result<unknown, Refusal>> {
  try {
    const parsed = v.safeParse(adminLineSchema, JSON.parse(line))
    if (!parsed.success) return refuse('the server does not know this command')
    return await handleAdmin(backend, parsed.output.name, parsed.output.input)
  } catch {
    return refuse('the server could not do this')
  }
}
