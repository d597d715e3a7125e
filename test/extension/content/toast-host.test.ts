// @vitest-environment happy-dom
import { beforeEach, expect, it } from 'vitest'
import { removeToast } from '../../../extension/content/remove-toast.ts'
import { revealToast } from '../../../extension/content/reveal-toast.ts'

let host: HTMLElement
const soon = (): number => Date.now() + 1000
beforeEach(() => {
  host = document.createElement('backchannel-toast')
  document.body.replaceChildren(host)
  globalThis.backchannelToast = { nonce: 'mine', host, revealed: false }
})

it('is revealed with its height, and can be given another', () => {
  expect(revealToast('mine', 120, soon())).toBe(true)
  expect([host.style.height, host.style.opacity]).toEqual(['120px', '1'])
  expect(revealToast('mine', 90, soon())).toBe(true)
  expect(host.style.height).toBe('90px')
})

it('is not revealed for another toast, or when the page has thrown it out', () => {
  expect(revealToast('another', 120, soon())).toBe(false)
  host.remove()
  expect(revealToast('mine', 120, soon())).toBe(false)
  expect(host.style.opacity).toBe('')
})

it('is not revealed after its deadline: something else has been shown instead', () => {
  expect(revealToast('mine', 120, Date.now() - 1)).toBe(false)
  expect(host.style.opacity).toBe('')
})

it('is removed for its own toast only, and then forgotten', async () => {
  expect(await removeToast('another')).toBe(false)
  expect(host.isConnected).toBe(true)
  expect(await removeToast('mine')).toBe(true)
  expect([host.isConnected, globalThis.backchannelToast]).toEqual([false, undefined])
  expect(await removeToast('mine')).toBe(false)
})

it('tells when the page had thrown it out', async () => {
  host.remove()
  expect(await removeToast('mine')).toBe(false)
})
