import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** The path of the first of these programs that is installed: names are looked up in PATH, paths are taken as they are. */
export function findProgram(names: readonly string[]): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter)
  return names
    .flatMap((name) =>
      name.includes('/') || name.includes('\\') ? [name] : folders.map((folder) => join(folder, name)),
    )
    .find(isExecutable)
}
