// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { blurToast } from '../../../extension/content/blur-toast.ts'
import { focusToast } from '../../../extension/content/focus-toast.ts'
import { mountToast } from '../../../extension/content/mount-toast.ts'
import { probeToast } from '../../../extension/content/probe-toast.ts'
import { unmountToast } from '../../../extension/content/unmount-toast.ts'
import { revealToast } from '../../../extension/content/reveal-toast.ts'

const soon = (): number => Date.now() + 1000
const host = (): HTMLElement => {
  const found = document.querySelector<HTMLElement>('backchannel-toast')
  if (found === null) throw new Error('no host')
  return found
}
/** What shows in it. */
const panel = (): HTMLElement => {
  const found = globalThis.backchannelToast?.panel
  if (found === undefined) throw new Error('no panel')
  return found
}
const isThere = (): boolean => document.querySelector('backchannel-toast') !== null

/** What happy-dom lacks of the top layer and of layout; `modal` is whether the page shows a dialog above all. */
const page = { modal: false, open: new Set<Element>(), box: new DOMRect(0, 0, 360, 120) }
beforeEach(() => {
  vi.useFakeTimers()
  page.modal = false
  page.open.clear()
  page.box = new DOMRect(0, 0, 360, 120)
  vi.spyOn(Element.prototype, 'getBoundingClientRect').mockImplementation(() => page.box)
  vi.stubGlobal('chrome', { runtime: { id: 'own' } })
  const { matches } = Element.prototype
  vi.spyOn(Element.prototype, 'matches').mockImplementation(function (this: Element, selector: string) {
    if (selector === ':popover-open') return page.open.has(this)
    return selector === ':defined' ? false : matches.call(this, selector)
  })
  const query = document.querySelector.bind(document)
  vi.spyOn(document, 'querySelector').mockImplementation((selector: string) =>
    selector === ':modal' ? (page.modal ? document.body : null) : query(selector),
  )
  Object.assign(HTMLElement.prototype, {
    showPopover(this: Element) {
      page.open.add(this)
    },
  })
  Object.assign(document, {
    fullscreenElement: null,
    elementFromPoint: () => document.querySelector('backchannel-toast'),
  })
  document.body.replaceChildren(document.createElement('input'))
  expect(mountToast('about:blank', 'mine', 'bottom-right')).toBe('mounted')
})
afterEach(() => {
  globalThis.backchannelToast?.end()
  globalThis.backchannelToast = undefined
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
  vi.useRealTimers()
})
/** As under `html { display: none }`. */
function showsNothing(box: DOMRect): void {
  page.box = box
  Object.assign(document, { elementFromPoint: () => null })
}
/** Observers run after the page's script. */
const afterwards = (): Promise<unknown> => vi.advanceTimersByTimeAsync(10)

/** It fades for 120 ms. */
async function unmountInTime(): Promise<void> {
  const removed = unmountToast('mine')
  await vi.advanceTimersByTimeAsync(120)
  await removed
}

describe('a mounted toast', () => {
  it.each([
    ['bottom-right', 'auto 16px 16px auto'],
    ['bottom-left', 'auto auto 16px 16px'],
    ['top-right', '16px 16px auto auto'],
    ['top-left', '16px auto auto 16px'],
  ])('is at the %s', (corner, inset) => {
    mountToast('about:blank', 'mine', corner)
    expect(host().getAttribute('style')).toContain(`inset: ${inset} !important`)
    expect(document.querySelectorAll('backchannel-toast')).toHaveLength(1)
  })

  it('is revealed with its height, and can be given another', () => {
    expect(revealToast('mine', 120, soon())).toBe(true)
    expect([host().style.height, panel().style.opacity]).toEqual(['120px', '1'])
    expect(revealToast('mine', 90, soon())).toBe(true)
    expect(host().style.height).toBe('90px')
  })

  it('is not revealed for another toast, or when the page has thrown it out', () => {
    expect(revealToast('another', 120, soon())).toBe(false)
    expect(panel().style.opacity).toBe('0')
    host().remove()
    expect(revealToast('mine', 120, soon())).toBe(false)
  })

  it('is not revealed after its deadline: something else has been shown instead', () => {
    expect(revealToast('mine', 120, Date.now() - 1)).toBe(false)
    expect(panel().style.opacity).toBe('0')
  })

  it('is removed for its own toast only, and then forgotten', async () => {
    expect(await unmountToast('another')).toBe(false)
    expect(isThere()).toBe(true)
    expect(await unmountToast('mine')).toBe(true)
    expect([isThere(), globalThis.backchannelToast]).toEqual([false, undefined])
    expect(await unmountToast('mine')).toBe(false)
  })

  it('stays as long as the background wants, but is not there for good where it was never revealed', async () => {
    revealToast('mine', 120, soon())
    await vi.advanceTimersByTimeAsync(60_000)
    expect(probeToast('mine')).toBe('mounted')
    mountToast('about:blank', 'next', 'top-left')
    await vi.advanceTimersByTimeAsync(4_000)
    expect([isThere(), probeToast('next')]).toEqual([false, 'elsewhere'])
  })

  it('goes with the extension', async () => {
    revealToast('mine', 120, soon())
    vi.stubGlobal('chrome', { runtime: {} })
    mountToast('about:blank', 'mine', 'top-left')
    await vi.advanceTimersByTimeAsync(1_000)
    expect([isThere(), probeToast('mine')]).toEqual([false, 'elsewhere'])
  })

  it('reports to its frame, each second and at each change, whether the window has the focus', async () => {
    const postMessage = vi.fn()
    const frame = globalThis.backchannelToast?.frame
    if (frame === undefined) throw new Error('no frame')
    Object.defineProperty(frame, 'contentWindow', { value: { postMessage } })
    const focus = vi.spyOn(document, 'hasFocus').mockReturnValue(true)
    revealToast('mine', 120, soon())
    await vi.advanceTimersByTimeAsync(1_000)
    focus.mockReturnValue(false)
    globalThis.dispatchEvent(new Event('blur'))
    await vi.advanceTimersByTimeAsync(1)
    expect(postMessage.mock.calls.map(([said]) => said as unknown)).toEqual(['in-front', 'behind'])
    await unmountInTime()
    globalThis.dispatchEvent(new Event('blur'))
    await vi.advanceTimersByTimeAsync(5_000)
    expect(postMessage).toHaveBeenCalledTimes(2)
  })

  it('does not come back with its page', () => {
    globalThis.dispatchEvent(new Event('pagehide'))
    expect([isThere(), probeToast('mine')]).toEqual([false, 'elsewhere'])
  })
})

describe('a page that', () => {
  beforeEach(() => void revealToast('mine', 120, soon()))

  it.each<[string, () => void]>([
    ['throws it out', () => host().remove()],
    ['moves it', () => document.body.append(host())],
    ['makes it fainter', () => host().style.setProperty('opacity', '0.01', 'important')],
    ['gives it another style', () => host().setAttribute('style', '')],
    ['adds a filter', () => host().style.setProperty('filter', 'opacity(0)', 'important')],
    ['makes it inert', () => host().setAttribute('inert', '')],
    ['gives it a class', () => (host().className = 'x')],
    [
      'takes it from the top layer, even if it puts it back',
      () => void host().dispatchEvent(new Event('beforetoggle')),
    ],
    [
      'goes to full screen',
      () => {
        Object.assign(document, { fullscreenElement: document.body })
        document.dispatchEvent(new Event('fullscreenchange'))
      },
    ],
  ])('%s has lost it at once, and is found out', async (_, does) => {
    does()
    await afterwards()
    expect([isThere(), probeToast('mine')]).toEqual([false, 'tampered'])
  })

  it.each<[string, () => void]>([
    ['opens a dialog above it', () => (page.modal = true)],
    ['covers it', () => Object.assign(document, { elementFromPoint: () => document.body })],
    ['shows nothing at all', () => showsNothing(new DOMRect())],
    ['animates it', () => vi.spyOn(host(), 'getAnimations').mockReturnValue([{} as Animation])],
    ['leaves it no width', () => showsNothing(new DOMRect(0, 0, 0, 120))],
    ['leaves it no height', () => showsNothing(new DOMRect(0, 0, 360, 0))],
  ])('%s has lost it soon', async (_, does) => {
    does()
    await vi.advanceTimersByTimeAsync(2_000)
    expect([isThere(), probeToast('mine')]).toEqual([false, 'tampered'])
  })

  it.each<[string, () => void]>([
    [
      'is darkened by another extension',
      () => {
        host().dataset['darkreaderInline'] = ''
        host().style.setProperty('--darkreader-inline-color', '#fff')
      },
    ],
    ['changes itself', () => void document.body.append('more')],
    [
      'covers it for a moment',
      () => {
        Object.assign(document, { elementFromPoint: () => document.body })
        setTimeout(() => Object.assign(document, { elementFromPoint: () => host() }), 1_500)
      },
    ],
  ])('%s keeps it', async (_, does) => {
    does()
    await vi.advanceTimersByTimeAsync(5_000)
    expect(probeToast('mine')).toBe('mounted')
  })

  it('has another toast, or none, is another matter', async () => {
    expect(probeToast('another')).toBe('elsewhere')
    await unmountInTime()
    expect(probeToast('mine')).toBe('elsewhere')
  })
})

describe('the focus', () => {
  const field = (): HTMLElement => document.querySelector('input') as HTMLElement
  /** As the active element happy-dom names the frame, browsers the host around it. */
  beforeEach(() => {
    const frame = globalThis.backchannelToast?.frame
    if (frame === undefined) throw new Error('no frame')
    const active = vi.spyOn(document, 'activeElement', 'get')
    let now: Element = field()
    active.mockImplementation(() => now)
    vi.spyOn(frame, 'focus').mockImplementation(() => void (now = host()))
    vi.spyOn(field(), 'focus').mockImplementation(() => void (now = field()))
  })

  it('goes to the toast and comes back to where it was', () => {
    expect([focusToast('another'), document.activeElement]).toEqual([false, field()])
    expect([focusToast('mine'), document.activeElement]).toEqual([true, host()])
    blurToast('another')
    expect(document.activeElement).toBe(host())
    blurToast('mine')
    expect(document.activeElement).toBe(field())
  })

  it('comes back when the toast is removed', async () => {
    focusToast('mine')
    await unmountToast('mine')
    expect(document.activeElement).toBe(field())
  })

  it('comes back also to where a click into the toast took it from', async () => {
    field().dispatchEvent(new FocusEvent('focusout', { bubbles: true, composed: true }))
    globalThis.backchannelToast?.frame.focus()
    await afterwards()
    blurToast('mine')
    expect(document.activeElement).toBe(field())
  })
})
