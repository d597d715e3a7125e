// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest'
import { defaultPersonSettings, levels } from '../../../../protocol/notification-settings.ts'
import { overview } from '../../ui/fake-store.ts'
import { fill, find, press, pressKey, refusal, refusalWords } from '../../ui/mount.tsx'
import { openOptions } from '../open-options.tsx'

const box = () => find<HTMLInputElement>('#keywords')
const chips = () => [...document.querySelectorAll('.chip bdi')].map((chip) => chip.textContent)
const withWords = (...keywords: string[]) => overview({ settings: { ...defaultPersonSettings, keywords } })

/** Types without leaving the box: no `change`, which comes with that. */
async function type(value: string, key?: string, init: KeyboardEventInit = {}) {
  box().focus()
  box().value = value
  if (key === undefined) await fill(box(), value)
  else await pressKey(key, init)
}

describe('what alerts', () => {
  it.each(levels)('is %s from the moment that it is chosen', async (level) => {
    const other = level === 'all' ? 'nothing' : 'all'
    const { person } = await openOptions(overview({ settings: { ...defaultPersonSettings, level: other } }))
    await press(find(`#level-${level}`))
    expect(person()).toEqual({ ...defaultPersonSettings, level })
    expect(find<HTMLInputElement>(`#level-${level}`).checked).toBe(true)
  })
  it('has a sentence for each, that the choice is described by', async () => {
    await openOptions(overview())
    for (const level of levels) {
      const by = find(`#level-${level}`).getAttribute('aria-describedby') ?? ''
      expect(document.getElementById(by)?.textContent).toMatch(/^.{20,}\.$/)
    }
  })
  it('goes back, in words, when it could not be kept', async () => {
    const { words } = await openOptions(overview(), { answers: { 'change-settings': refusal } })
    await press(find('#level-nothing'))
    expect(words()).toContain(refusalWords)
    expect(find<HTMLInputElement>('#level-small').checked).toBe(true)
    expect(find<HTMLInputElement>('#level-nothing').checked).toBe(false)
  })
  it.each(['urgent', 'sounds'] as const)('%s is off until it is switched on', async (name) => {
    const { person } = await openOptions(overview())
    expect(find<HTMLInputElement>(`#${name}`).checked).toBe(false)
    await press(find(`#${name}`))
    expect(person()).toEqual({ ...defaultPersonSettings, [name]: true })
    await press(find(`#${name}`))
    expect(person()?.[name]).toBe(false)
  })
  it('a switch goes back when it could not be kept', async () => {
    await openOptions(overview(), { answers: { 'change-settings': refusal } })
    await press(find('#urgent'))
    expect(find<HTMLInputElement>('#urgent').checked).toBe(false)
  })
  it('builds each change on those that the background has not sent back yet', async () => {
    const { person } = await openOptions(overview(), {
      answers: { 'change-settings': new Promise(() => undefined) },
    })
    await press(find('#level-all'))
    await press(find('#sounds'))
    expect(person()).toEqual({ ...defaultPersonSettings, level: 'all', sounds: true })
  })
})

describe('keywords', () => {
  it('are added with Enter', async () => {
    const { person } = await openOptions(withWords('deploy'))
    await type(' 배포 ', 'Enter')
    expect(person()?.keywords).toEqual(['deploy', '배포'])
    expect(chips()).toEqual(['deploy', '배포'])
    expect(box().value).toBe('')
  })
  it('are added with a comma, several when they are pasted', async () => {
    const { person } = await openOptions(overview())
    await type('one, two,')
    expect(person()?.keywords).toEqual(['one', 'two'])
  })
  it('leave Enter and Backspace to an input method that composes', async () => {
    const { asked } = await openOptions(withWords('deploy'))
    await type('배', 'Enter', { isComposing: true })
    await type('', 'Backspace', { isComposing: true })
    expect(asked).toEqual([])
  })
  it('go with their button, or the last with Backspace in the empty box; the focus stays', async () => {
    const { person } = await openOptions(withWords('a', 'b', 'c'))
    await press(find('button', 'Remove a'))
    expect(person()?.keywords).toEqual(['b', 'c'])
    expect(document.activeElement).toBe(box())
    await type('', 'Backspace')
    expect(person()?.keywords).toEqual(['b'])
    await type('x', 'Backspace')
    expect(chips()).toEqual(['b'])
  })
  it('say why one is not taken, and keep what was typed', async () => {
    const { asked, words } = await openOptions(withWords('Deploy'))
    await type('deploy', 'Enter')
    expect(words()).toContain('This keyword is there already.')
    expect(box().value).toBe('deploy')
    expect(box().getAttribute('aria-invalid')).toBe('true')
    await type('x'.repeat(65), 'Enter')
    expect(words()).toContain('A keyword has at most 64 characters.')
    expect(asked).toEqual([])
  })
  it('say their limits before one meets them', async () => {
    const { words } = await openOptions(overview())
    expect(words()).toContain('Up to 50 words of up to 64 characters.')
  })
  it('are at most 50', async () => {
    const { asked, words } = await openOptions(
      withWords(...Array.from({ length: 50 }, (_, index) => `w${index}`)),
    )
    await type('more', 'Enter')
    expect(words()).toContain('50 keywords are the most.')
    expect(asked).toEqual([])
  })
})
