/**
 * Ways of a page to have somebody click a toast who means something else. Each runs in the page once the toast has
 * been there for long enough to be trusted, and the click follows at once, where the toast's button is by then.
 */
export const tricks = {
  'an opaque popover above it that lets clicks through': () => {
    const cover = document.createElement('div')
    cover.popover = 'manual'
    cover.style.cssText =
      'position:fixed;inset:0;width:auto;height:auto;border:0;background:#fff;pointer-events:none'
    cover.textContent = 'Click here to win'
    document.body.append(cover)
    cover.showPopover()
  },
  'a modal dialog above it that lets clicks through': () => {
    const cover = document.createElement('dialog')
    cover.style.cssText =
      'position:fixed;inset:0;width:auto;height:auto;border:0;background:#fff;pointer-events:none'
    document.body.append(cover)
    cover.showModal()
  },
  'made transparent': () => {
    toastHost()?.style.setProperty('opacity', '0.01', 'important')
  },
  'made transparent by a filter': () => {
    toastHost()?.style.setProperty('filter', 'opacity(0)', 'important')
  },
  'made transparent by an animation': () => {
    toastHost()?.animate({ opacity: [0, 0] }, { duration: 60_000, fill: 'forwards' })
  },
  'moved under the pointer': () => {
    toastHost()?.style.setProperty('transform', 'translate(-90px, -40px)', 'important')
  },
  'moved by an animation': () => {
    toastHost()?.animate(
      { transform: ['translateX(-90px)', 'translateX(-90px)'] },
      { duration: 60_000, fill: 'forwards' },
    )
  },
  'cut down to its button': () => {
    toastHost()?.style.setProperty('clip-path', 'inset(80% 40% 0 0)', 'important')
  },
  'thrown out and put back': () => {
    const host = toastHost()
    host?.remove()
    if (host) {
      document.documentElement.append(host)
      host.showPopover()
    }
  },
  'hidden and shown again above': () => {
    const host = toastHost()
    host?.hidePopover()
    host?.showPopover()
  },
  'turned with the whole page': () => {
    document.documentElement.style.cssText = 'transform:rotate(180deg);filter:opacity(0.01)'
  },
  'zoomed with the whole page': () => {
    document.documentElement.style.setProperty('zoom', '1.4')
  },
  'moved into an element of the page': () => {
    const host = toastHost()
    if (host) document.body.append(host)
  },
} satisfies Record<string, () => void>

export type TrickName = keyof typeof tricks

/**
 * These change nothing: `all: initial !important` wins over animations, and what is in the top layer has no part in what
 * becomes of the root. The toast is as visible as before and where it was, so a click on it is meant.
 */
export const withstood: readonly TrickName[] = [
  'made transparent by an animation',
  'moved by an animation',
  'turned with the whole page',
]

/** Stands for the line that each trick is sent with: the functions run in the page and see nothing of this file. */
declare function toastHost(): HTMLElement | null

export const trickSource = (trick: TrickName): string =>
  `const toastHost = () => document.querySelector('backchannel-toast'); (${tricks[trick].toString()})()`
