import { expect, it } from 'vitest'
import { sourceFiles } from './source-files.ts'

/** More than this is more than one thing. */
const LINES_MAX = 300

it('no file of ours has more than 300 lines', () => {
  const tooLong = sourceFiles()
    .map(({ path, text }) => ({ path, lines: text.trimEnd().split('\n').length }))
    .filter(({ lines }) => lines > LINES_MAX)
  expect(tooLong).toEqual([])
})

it('finds the files that it measures', () => {
  const paths = sourceFiles().map(({ path }) => path)
  expect(paths).toContain('protocol/entry.ts')
  expect(paths).toContain('test/architecture/file-size.test.ts')
})
