import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import en from '../../../extension/_locales/en/messages.json' with { type: 'json' }
import ko from '../../../extension/_locales/ko/messages.json' with { type: 'json' }
import { errorCodes } from '../../../protocol/error-code.ts'

interface Message {
  message: string
  placeholders?: Record<string, { content: string }>
}
const locales: Record<string, Record<string, Message>> = { en, ko }

const extension = join(import.meta.dirname, '../../../extension')
const source = readdirSync(extension, { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.(ts|tsx|html)$/.test(path))
  .map((path) => readFileSync(join(extension, path), 'utf8'))
  .join('\n')

/** The sentence of a code is found by a name that is made of it (extension/ui/i18n/failure-text.ts). */
const ofCodes = new Set(
  errorCodes.map((code) => `error_${code}`.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase())),
)

const placeholders = ({ message }: Message) =>
  [...message.matchAll(/\$(\w+)\$/g)].map(([, name]) => name).sort()

describe('the languages', () => {
  it('have the same sentences', () => {
    expect(Object.keys(ko)).toEqual(Object.keys(en))
  })
  it.each(Object.keys(en))('have the same placeholders, each explained: %s', (key) => {
    const [first, second] = [locales['en']?.[key], locales['ko']?.[key]]
    if (first === undefined || second === undefined) throw new Error(`no ${key}`)
    expect(placeholders(second)).toEqual(placeholders(first))
    expect(second.placeholders).toEqual(first.placeholders)
    const explained = Object.keys(first.placeholders ?? {}).map((name) => name.toUpperCase())
    expect(explained.sort()).toEqual(placeholders(first))
  })
  it('have something to say in each', () => {
    for (const messages of Object.values(locales)) {
      for (const [key, { message }] of Object.entries(messages)) expect(message.trim(), key).not.toBe('')
    }
  })
  it('have no sentence that nothing uses', () => {
    const unused = Object.keys(en).filter(
      (key) => !ofCodes.has(key) && !new RegExp(`(['"]|__MSG_)${key}(['"]|__)`).test(source),
    )
    expect(unused).toEqual([])
  })
  it('have every sentence that the manifest and the frame ask for', () => {
    const asked = [...source.matchAll(/__MSG_(\w+?)__|(?:text|toastWord)\(\s*'(\w+)'/g)].map(
      ([, manifest, page]) => manifest ?? page ?? '',
    )
    expect(asked.length).toBeGreaterThan(50)
    expect(asked.filter((key) => !(key in en))).toEqual([])
  })
})
