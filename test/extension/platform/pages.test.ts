import { beforeEach, describe, expect, it, vi } from 'vitest'

/** The polyfill takes a `browser` that is there as it is. */
const api = vi.hoisted(() => {
  const commands: object[] = []
  const runtime: Record<string, unknown> = { id: 'backchannel' }
  const api = {
    runtime,
    known: commands,
    commands: { getAll: () => Promise.resolve(commands) },
    i18n: { getMessage: (key: string) => `<${key}>` },
  }
  Object.assign(globalThis, { chrome: api, browser: api })
  return api
})

// It listens when it is first imported; another file may have done so in this process.
vi.resetModules()
const { shortcuts, reportsSharing } = await import('../../../extension/platform/pages.ts')

describe('the shortcuts', () => {
  beforeEach(() => void api.known.splice(0))

  it('begin with the one that opens the popup, which Chromium does not describe', async () => {
    api.known.push(
      { name: 'focus-toast', description: 'Go to the card', shortcut: '' },
      { name: '_execute_action', description: '', shortcut: 'Alt+Shift+Y' },
    )
    expect(await shortcuts()).toEqual([
      { description: '<commandOpen>', keys: 'Alt+Shift+Y' },
      { description: 'Go to the card', keys: undefined },
    ])
  })
})

it('only a browser like Firefox reports that the screen is shared', () => {
  expect(reportsSharing()).toBe(false)
  api.runtime['getBrowserInfo'] = () => undefined
  expect(reportsSharing()).toBe(true)
})
