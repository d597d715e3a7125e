import { readFileSync, writeFileSync } from 'node:fs'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import * as v from 'valibot'
import { expect, it } from 'vitest'
import { findBannedWords, type Found } from './find-banned-words.ts'
import { documents, sourceFiles } from './source-files.ts'

/** How many banned words each file had, by its top folder. It may only shrink: `PLAIN_WORDS=update` writes it anew. */
const listFile = fileURLToPath(new URL('./plain-words.json', import.meta.url))
const listSchema = v.record(v.string(), v.record(v.string(), v.number()))
type List = v.InferOutput<typeof listSchema>

interface FileWords {
  path: string
  /** Files move between folders, so their own name is the key. */
  name: string
  top: string
  found: Found[]
}

/** These files are made of the words themselves. */
const aboutWords = /^test\/architecture\/(banned-words|find-banned-words|plain-words)\b/

const allFiles = (): FileWords[] =>
  [...sourceFiles(), ...documents()]
    .filter(({ path }) => !aboutWords.test(path))
    .map((file) => ({
      path: file.path,
      name: basename(file.path),
      top: file.path.includes('/') ? (file.path.split('/')[0] ?? '') : '.',
      found: findBannedWords(file),
    }))

function count(files: readonly FileWords[]): List {
  const list: List = {}
  for (const { name, top, found } of files) {
    if (found.length === 0) continue
    const names = (list[top] ??= {})
    names[name] = (names[name] ?? 0) + found.length
  }
  return list
}

const total = (names: Record<string, number> = {}): number =>
  Object.values(names).reduce((sum, value) => sum + value, 0)

const sorted = <T>(record: Record<string, T>): Record<string, T> =>
  Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)))

/** Each banned word of a top folder that has more than the list allows, in the files that have more than they had. */
function beyond(files: readonly FileWords[], now: List, allowed: List): string[] {
  const grown = (top: string, name: string) => (now[top]?.[name] ?? 0) > (allowed[top]?.[name] ?? 0)
  return files
    .filter(({ top, name }) => total(now[top]) > total(allowed[top]) && grown(top, name))
    .flatMap(({ path, found }) =>
      found.map(({ line, word, use }) => `${path}:${line} "${word}", write: ${use}`),
    )
}

it(
  'no top folder has more banned words than the list of those that are left allows',
  { timeout: 60_000 },
  () => {
    const files = allFiles()
    const now = count(files)
    const allowed = v.parse(listSchema, JSON.parse(readFileSync(listFile, 'utf8')))
    expect(beyond(files, now, allowed)).toEqual([])
    if (process.env['PLAIN_WORDS'] !== 'update') return
    const list = sorted(Object.fromEntries(Object.entries(now).map(([top, names]) => [top, sorted(names)])))
    writeFileSync(listFile, `${JSON.stringify(list, null, 2)}\n`)
  },
)

const wordsOf = (path: string, text: string): string[] =>
  findBannedWords({ path, text }).map(({ line, word }) => `${line} ${word}`)

it('banned words are found in comments, names and titles of tests, and not in other texts', () => {
  const code = [
    '/** It tells the page. */',
    'const toldAt = 1 // it stands there',
    "export const text = 'she told him'",
    "it('is told once', () => undefined)",
    "it.each([1])('stands %s', () => undefined)",
    "type Phase = 'held' | 'told'",
  ].join('\n')
  expect(wordsOf('server/x.ts', code).sort()).toEqual([
    '1 tells',
    '2 stands',
    '2 told',
    '4 told',
    '5 stands',
    '6 told',
  ])
  expect(wordsOf('extension/background/notifier/x.ts', code)).toContain('6 held')
})

it('banned words are found in paths and in documents, and not in their code and links', () => {
  expect(wordsOf('extension/ui/words/x.css', '')).toEqual(['1 ui words'])
  const text = 'It says so.\n[It stands](told.md) `told`\n\n```\ntold\n```\n'
  expect(wordsOf('docs/x.md', text)).toEqual(['2 stands'])
})
