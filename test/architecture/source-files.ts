import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import ts from 'typescript'
import { projectFolder } from '../../scripts/system/project.ts'

export interface SourceFile {
  /** From the project's folder, with forward slashes. */
  path: string
  text: string
}

const notOurs = new Set(['node_modules', 'dist', 'data', '.git'])

function paths(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (notOurs.has(entry.name)) return []
    const path = join(folder, entry.name)
    return entry.isDirectory() ? paths(path) : [relative(projectFolder, path)]
  })
}

const filesNamed = (pattern: RegExp): SourceFile[] =>
  paths(projectFolder)
    .filter((path) => pattern.test(path))
    .map((path) => ({ path, text: readFileSync(join(projectFolder, path), 'utf8') }))

/** Every file of ours that is code: TypeScript, JavaScript, styles and pages. */
export const sourceFiles = (): SourceFile[] => filesNamed(/\.(tsx?|m?js|css|html)$/)

export const documents = (): SourceFile[] => filesNamed(/\.md$/)

export interface Imports {
  /** Paths from the project's folder. */
  files: string[]
  /** Names without the path inside of the package. */
  packages: string[]
}

const packageName = (specifier: string): string =>
  specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/')

/** What a TypeScript or JavaScript file imports, exports from or loads; types too. */
export function importsOf({ path, text }: SourceFile): Imports {
  const specifiers = ts.preProcessFile(text, true, true).importedFiles.map(({ fileName }) => fileName)
  return {
    files: specifiers.filter((name) => name.startsWith('.')).map((name) => join(dirname(path), name)),
    packages: specifiers.filter((name) => !/^(\.|node:)/.test(name)).map(packageName),
  }
}

export const isCode = ({ path }: SourceFile): boolean => /\.(tsx?|m?js)$/.test(path)
