import { zipSync, type Zippable } from 'fflate'
import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'

/** Zip stores local time without a zone, and nothing before 1980: this date has the same bytes everywhere. */
const epoch = new Date(1980, 0, 1)

/**
 * The folder's files as a zip whose bytes depend on names and contents alone: sorted, without times and modes.
 * `change` sees each file and may answer with other bytes.
 */
export function zipFolder(
  folder: string,
  change: (name: string, bytes: Uint8Array) => Uint8Array = (_name, bytes) => bytes,
): Uint8Array {
  const zip: Zippable = {}
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((file) => file.isFile())
    .map((file) => relative(folder, join(file.parentPath, file.name)).replaceAll(sep, '/'))
    .sort()
  for (const name of files) zip[name] = change(name, readFileSync(join(folder, name)))
  return zipSync(zip, { mtime: epoch, level: 9 })
}
