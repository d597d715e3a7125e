import { connect } from 'node:net'
import { createInterface } from 'node:readline'
import type { Result } from '../../protocol/result.ts'
import type { Refusal } from '../room/write.ts'
import { adminSocketPath, prepareSocketFolder } from './socket-path.ts'

/** Asks the server that runs on the data folder. Undefined: none runs. */
export function askServer(
  dataDir: string,
  request: { name: string; input: unknown },
): Promise<Result<unknown, Refusal> | undefined> {
  return new Promise((resolve, reject) => {
    const path = adminSocketPath(dataDir)
    prepareSocketFolder(dataDir, path)
    const socket = connect(path)
    let connected = false
    socket.on('connect', () => {
      connected = true
      socket.write(`${JSON.stringify(request)}\n`)
    })
    socket.on('error', (error) => (connected ? reject(error) : resolve(undefined)))
    socket.on('close', () => reject(new Error('the server ended before it answered')))
    createInterface({ input: socket })
      .once('line', (line) => {
        resolve(JSON.parse(line) as Result<unknown, Refusal>)
        socket.destroy()
      })
      .on('error', reject)
  })
}
