import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

export type Target = 'chrome' | 'firefox'

export interface PackageFile {
  name: string
  bytes: number
  /** In hex. */
  sha256: string
  content: Buffer
}

const fileNames: Record<Target, string> = {
  chrome: 'backchannel-chrome.zip',
  firefox: 'backchannel-firefox.zip',
}

export const targetOf = (fileName: string): Target | undefined =>
  (Object.keys(fileNames) as Target[]).find((target) => fileNames[target] === fileName)

/** The built extension for a browser, as it lies there now; undefined: nobody has made it. */
export async function readPackage(folder: string, target: Target): Promise<PackageFile | undefined> {
  const name = fileNames[target]
  const content = await readFile(join(folder, name)).catch(() => undefined)
  if (content === undefined) return undefined
  const sha256 = createHash('sha256').update(content).digest('hex')
  return { name, bytes: content.length, sha256, content }
}
