import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

function findRoot(folder: string): string {
  return existsSync(join(folder, 'package.json')) ? folder : findRoot(dirname(folder))
}

/** The project's folder, whether this runs from its source or compiled from `dist/node`. */
export const projectFolder = findRoot(dirname(fileURLToPath(import.meta.url)))

export const inProject = (...path: string[]): string => join(projectFolder, ...path)
