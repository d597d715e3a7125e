import { mkdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { strFromU8, unzipSync } from 'fflate'
import { afterEach, expect, it } from 'vitest'
import { zipFolder } from '../../../scripts/extension/zip-folder.ts'
import { tempFolder } from '../../support/server/temp-folder.ts'

const folders: { path: string; remove(): void }[] = []
afterEach(() => folders.splice(0).forEach((folder) => folder.remove()))

function folderOf(files: Record<string, string>): string {
  const folder = tempFolder()
  folders.push(folder)
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(folder.path, name, '..'), { recursive: true })
    writeFileSync(join(folder.path, name), text)
  }
  return folder.path
}

it('makes the same bytes of the same files, whenever and in whatever order they were written', () => {
  const first = folderOf({ 'a.js': 'a', 'icons/16.png': 'b' })
  const second = folderOf({ 'icons/16.png': 'b', 'a.js': 'a' })
  utimesSync(join(second, 'a.js'), 1_000_000_000, 1_000_000_000)
  expect(zipFolder(second)).toEqual(zipFolder(first))
})

it('makes other bytes of other files', () => {
  const folder = folderOf({ 'a.js': 'a' })
  const before = zipFolder(folder)
  writeFileSync(join(folder, 'a.js'), 'b')
  expect(zipFolder(folder)).not.toEqual(before)
  rmSync(join(folder, 'a.js'))
})

it('holds every file under its path, changed where that was asked for', () => {
  const folder = folderOf({ 'manifest.json': '{"key":1}', 'icons/16.png': 'b' })
  const zip = zipFolder(folder, (name, bytes) => (name === 'manifest.json' ? Buffer.from('{}') : bytes))
  const files = Object.entries(unzipSync(zip)).map(([name, bytes]) => [name, strFromU8(bytes)])
  expect(Object.fromEntries(files)).toEqual({ 'icons/16.png': 'b', 'manifest.json': '{}' })
})
