import { createHash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { inProject } from '../system/project.ts'
import { zipFolder } from './zip-folder.ts'

export interface Package {
  name: string
  bytes: number
  sha256: string
}

/** The Chrome store refuses a `key` in a first upload, and gives its own. */
function withoutKey(name: string, bytes: Uint8Array): Uint8Array {
  if (name !== 'manifest.json') return bytes
  const manifest = JSON.parse(Buffer.from(bytes).toString('utf8')) as Record<string, unknown>
  return Buffer.from(`${JSON.stringify({ ...manifest, key: undefined }, null, 2)}\n`)
}

/** Zips what is built into `dist/packages`. The server's `/get` hands out the first two. */
export function packageExtension(): Package[] {
  mkdirSync(inProject('dist', 'packages'), { recursive: true })
  const chrome = inProject('dist', 'chrome')
  return [
    write('backchannel-chrome.zip', zipFolder(chrome)),
    write('backchannel-firefox.zip', zipFolder(inProject('dist', 'firefox'))),
    write('backchannel-chrome-store.zip', zipFolder(chrome, withoutKey)),
  ]
}

function write(name: string, zip: Uint8Array): Package {
  writeFileSync(inProject('dist', 'packages', name), zip)
  return { name, bytes: zip.length, sha256: createHash('sha256').update(zip).digest('hex') }
}
