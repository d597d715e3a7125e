import { createHash } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

/** `sun_path` holds 104 bytes on some systems, the ending zero included. */
const PATH_MAX_BYTES = 100

/** Where the server of a data folder listens for the command line: in the folder, if that path is short enough. */
export function adminSocketPath(dataDir: string, platform: NodeJS.Platform = process.platform): string {
  const folder = resolve(dataDir)
  const hash = createHash('sha256').update(folder).digest('hex').slice(0, 32)
  if (platform === 'win32') return `\\\\.\\pipe\\backchannel-${hash}`
  const inFolder = join(folder, 'admin.sock')
  return Buffer.byteLength(inFolder) <= PATH_MAX_BYTES ? inFolder : join(tmpdir(), `backchannel-${hash}.sock`)
}
