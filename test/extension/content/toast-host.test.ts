// @vitest-environment happy-dom
import { beforeEach, expect, it } from 'vitest'
import { removeToast } from '../../../extension/content/remove-toast.ts'
import { revealToast } from '../../../extension/content/reveal-toast.ts'

let host: HTMLElement
beforeEach(() => {
  host = document.createElement('backchannel-toast')
  document.body.replaceChildren(host)
  globalThis.backchannelToast = { nonce: 'mine', host, revealed: false }
})

it('is revealed with its height, and can be given another', () => {
  expect(revealToast('mine', 120)).toBe(true)
  expect([host.style.height, host.style.opacity]).toEqual(['120px', '1'])
  expect(revealToast('mine', 90)).toBe(true)
  expect(host.style.height).toBe('90px')
})

it('is not revealed for another toast, or when the page has thrown it out', () => {
  expect(revealToast('another', 120)).toBe(false)
  host.remove()
  expect(revealToast('mine', 120)).toBe(false)
  expect(host.style.opacity).toBe('')
})

it('is removed for its own toast only, and then forgotten', async () => {
  await removeToast('another')
  expect(host.isConnected).toBe(true)
  await removeToast('mine')
  expect([host.isConnected, globalThis.backchannelToast]).toEqual([false, undefined])
  await removeToast('mine')
})
