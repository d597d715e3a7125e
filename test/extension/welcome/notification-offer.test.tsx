// @vitest-environment happy-dom
import { act } from 'preact/test-utils'
import { describe, expect, it } from 'vitest'
import { NotificationOffer } from '../../../extension/welcome/notification-offer.tsx'
import { find, mount, settle } from '../ui/mount.tsx'

async function open(answer: boolean) {
  const granted = { siteAccess: false, notifications: false }
  let prompts = 0
  const nothing = () => Promise.resolve(false)
  const permissions = {
    granted: () => Promise.resolve({ ...granted }),
    requestAll: () => {
      prompts++
      Object.assign(granted, { siteAccess: answer, notifications: answer })
      return Promise.resolve(answer)
    },
    request: nothing,
    remove: nothing,
    onChanged: () => () => undefined,
  }
  mount(<NotificationOffer permissions={permissions} onOptions={() => undefined} />)
  await settle()
  const press = async (name: string) => {
    let inTheClick = 0
    await act(() => {
      find('button', name).click()
      inTheClick = prompts
    })
    await settle()
    return inTheClick
  }
  return { press, prompts: () => prompts, words: () => document.body.textContent }
}

describe('the offer to show messages on pages', () => {
  it('asks once, in the click itself, and says what was granted', async () => {
    const offer = await open(true)
    expect(await offer.press('Show messages')).toBe(1)
    expect(offer.prompts()).toBe(1)
    expect(offer.words()).toContain('Messages show on the page you’re on.')
  })
  it('says so when the browser’s question was answered with no', async () => {
    const offer = await open(false)
    await offer.press('Show messages')
    expect(offer.words()).toContain('Messages do not show on pages.')
    expect(offer.words()).toContain('You can change this in the options at any time.')
  })
  it('can be skipped without a question', async () => {
    const offer = await open(true)
    await offer.press('Not now')
    expect(offer.prompts()).toBe(0)
  })
})
