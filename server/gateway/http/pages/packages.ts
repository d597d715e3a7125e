import { createHash } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'

export type Target = 'chrome' | 'firefox'

export interface PackageFile {
  name: string
  bytes: number
  /** In hex. */
  sha256: string
  content: Buffer
}

/** Of an answer at most this much waits in the process until the connection takes it. */
const SLICE_BYTES = 64 * 1024

const fileNames: Record<Target, string> = {
  chrome: 'backchannel-chrome.zip',
  firefox: 'backchannel-firefox.zip',
}

export const targetOf = (fileName: string): Target | undefined =>
  (Object.keys(fileNames) as Target[]).find((target) => fileNames[target] === fileName)

/** The built extension for each browser: read and hashed once, and again when the file is another one. */
export function createPackages(folder: string) {
  const kept = new Map<Target, { version: string; file: Promise<PackageFile> }>()
  return {
    /** Undefined: nobody has made it. */
    async find(target: Target): Promise<PackageFile | undefined> {
      const path = join(folder, fileNames[target])
      try {
        const { mtimeMs, size } = await stat(path)
        const version = `${mtimeMs} ${size}`
        let found = kept.get(target)
        if (found?.version !== version) {
          found = { version, file: readPackage(path, fileNames[target]) }
          kept.set(target, found)
        }
        return await found.file
      } catch {
        kept.delete(target)
        return undefined
      }
    },
  }
}

async function readPackage(path: string, name: string): Promise<PackageFile> {
  const content = await readFile(path)
  const sha256 = createHash('sha256').update(content).digest('hex')
  return { name, bytes: content.length, sha256, content }
}

/** The package in slices, each handed over when the connection takes it. All downloads share the one copy. */
export const streamPackage = ({ content }: PackageFile): Readable => Readable.from(slicesOf(content))

function* slicesOf(content: Buffer): Generator<Buffer> {
  for (let start = 0; start < content.length; start += SLICE_BYTES) {
    yield content.subarray(start, start + SLICE_BYTES)
  }
}
