import { chmodSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { findProgram } from '../../../scripts/system/find-program.ts'
import { tempFolder } from '../../support/server/temp-folder.ts'

let folder: { path: string; remove(): void }
beforeEach(() => {
  folder = tempFolder()
  vi.stubEnv('PATH', `/nowhere:${folder.path}`)
})
afterEach(() => {
  vi.unstubAllEnvs()
  folder.remove()
})

function put(name: string, mode: number): string {
  const path = join(folder.path, name)
  writeFileSync(path, '')
  chmodSync(path, mode)
  return path
}

it('finds the first that is there, by name or by path', () => {
  const browser = put('browser', 0o755)
  expect(findProgram(['other', 'browser'])).toBe(browser)
  expect(findProgram(['/nowhere/other', browser])).toBe(browser)
})

it('finds nothing that cannot be run', () => {
  put('browser', 0o644)
  expect(findProgram(['browser', 'other'])).toBeUndefined()
})
