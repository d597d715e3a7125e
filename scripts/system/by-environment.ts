import { readFileSync } from 'node:fs'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

const PAGE = '// @vitest-environment happy-dom'

/**
 * Files that want a page's environment run after all others. Vitest keeps a process for the next file only if that file wants
 * the same environment: in the order of their sizes a run started 40 processes, and each read all modules anew.
 */
export class ByEnvironment extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    const wantsPage = (file: TestSpecification): boolean =>
      readFileSync(file.moduleId, 'utf8').startsWith(PAGE)
    const pages = new Set(sorted.filter(wantsPage))
    return [...sorted.filter((file) => !pages.has(file)), ...pages]
  }
}
