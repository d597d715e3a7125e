import { existsSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { inProject } from '../../scripts/system/project.ts'
import { folderHomes, importTable, packageHomes } from './import-table.ts'
import { importsOf, isCode, sourceFiles, type SourceFile } from './source-files.ts'

const isUnder = (path: string, folder: string): boolean => path === folder || path.startsWith(`${folder}/`)

function violations(file: SourceFile): string[] {
  const rule = importTable.find(([folder]) => isUnder(file.path, folder))
  if (rule === undefined) return [`${file.path} has no line in the table`]
  const [home, may] = rule
  const { files, packages } = importsOf(file)
  return [
    ...files
      .filter((path) => ![home, ...may].some((folder) => isUnder(path, folder)))
      .map((path) => `${file.path} imports ${path}; ${home} may not`),
    ...(home === 'test' ? [] : files)
      .filter((path) =>
        Object.entries(folderHomes).some(
          ([folder, places]) => isUnder(path, folder) && !places.some((place) => isUnder(file.path, place)),
        ),
      )
      .map((path) => `${file.path} imports ${path}, which few may`),
    ...(home === 'test' ? [] : packages)
      .filter((name) => packageHomes[name]?.some((place) => isUnder(file.path, place)) === false)
      .map(
        (name) => `${file.path} imports the package ${name}, whose place is ${packageHomes[name]?.join()}`,
      ),
  ]
}

const code = sourceFiles().filter(isCode)

describe('import rules', () => {
  it('hold in every file', () => {
    expect(code.flatMap(violations)).toEqual([])
  })

  it('speak of folders that exist', () => {
    const folders = [...importTable.map(([folder]) => folder), ...Object.entries(folderHomes).flat(2)]
    expect(folders.filter((folder) => !existsSync(inProject(folder)))).toEqual([])
  })

  it('let each package with one place be imported there', () => {
    const unused = Object.entries(packageHomes).filter(
      ([name, places]) =>
        !code.some(
          (file) =>
            importsOf(file).packages.includes(name) && places.some((place) => isUnder(file.path, place)),
        ),
    )
    expect(unused).toEqual([])
  })

  it.each([
    ['extension/popup/popup.tsx', "import { a } from '../background/channel/a.ts'"],
    ['extension/popup/popup.tsx', "import browser from 'webextension-polyfill'"],
    ['extension/background/hub/a.ts', "import type { A } from '../notifier/a.ts'"],
    ['extension/background/channel/a.ts', "import { io } from 'socket.io-client'"],
    ['extension/content/a.ts', "export * from '../../protocol/entry.ts'"],
    ['extension/ui/a.ts', "const a = await import('../../server/config.ts')"],
    ['server/room/a.ts', "import { a } from '../store/a.ts'"],
    ['server/cli/a.ts', "import { a } from '../store/sqlite/backup.ts'"],
    ['server/a.ts', "import { DatabaseSync } from '@photostructure/sqlite'"],
    ['server/config.ts', "import { a } from '../extension/shared/view.ts'"],
    ['protocol/a.ts', "import { a } from '../test/support/a.ts'"],
    ['tools/a.ts', ''],
  ])('catch a violation planted in %s: %s', (path, text) => {
    expect(violations({ path, text })).toHaveLength(1)
  })
})
