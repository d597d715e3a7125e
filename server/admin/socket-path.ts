import { createHash } from 'node:crypto'
import { lstatSync, mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'

/** `sun_path` holds 104 bytes on some systems, the ending zero included. */
const PATH_MAX_BYTES = 100

/**
 * Where the server of a data folder listens for the command line: in the folder, if that path is short enough, else in a
 * folder of this user's own among the temporary ones.
 */
export function adminSocketPath(dataDir: string, platform: NodeJS.Platform = process.platform): string {
  const folder = resolve(dataDir)
  const hash = createHash('sha256').update(folder).digest('hex').slice(0, 16)
  if (platform === 'win32') return `\\\\.\\pipe\\backchannel-${hash}`
  const inFolder = join(folder, 'admin.sock')
  if (Buffer.byteLength(inFolder) <= PATH_MAX_BYTES) return inFolder
  return join(tmpdir(), `backchannel-${process.getuid?.() ?? 0}`, `${hash}.sock`)
}

/**
 * Makes the folder of a socket that does not lie in the data folder. Throws where another user made it first: they would
 * hear what the operator says, and could answer.
 */
export function prepareSocketFolder(dataDir: string, socketPath: string): void {
  const folder = dirname(socketPath)
  if (process.platform === 'win32' || folder === resolve(dataDir)) return
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const found = lstatSync(folder)
  if (!found.isDirectory() || found.uid !== process.getuid?.() || (found.mode & 0o077) !== 0) {
    throw new Error(
      `${folder} is not a folder of this user alone: remove it, or set TMPDIR to another folder.`,
    )
  }
}
