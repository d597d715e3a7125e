/** Runs in the page while a toast shows: a way to make somebody click on it who does not see it, or not there. */
type Trick = (host: HTMLElement) => void

const cover = (style: string): void => {
  const over = document.createElement('div')
  over.popover = 'manual'
  over.textContent = 'You have won'
  over.style.cssText = `position:fixed;inset:0;width:100vw;height:100vh;margin:0;border:0;background:#fff;${style}`
  document.body.append(over)
  over.showPopover()
}

/** By name: each is sent to the page as its source, together with what it uses. */
export const tricks = {
  'made transparent': (host) => host.style.setProperty('opacity', '0.01', 'important'),
  'clipped to a sliver': (host) => host.style.setProperty('clip-path', 'inset(0 0 0 99%)', 'important'),
  'moved under the pointer': (host) => host.style.setProperty('translate', '-12px -12px', 'important'),
  'put elsewhere in the page': (host) => document.body.append(host),
  'hidden and shown again': (host) => {
    host.hidePopover()
    host.showPopover()
  },
  'made small by an animation': (host) => {
    host.animate([{ opacity: 0, scale: '0.1' }], { duration: 1e6, fill: 'forwards', iterations: 1 })
    host.style.scale = '0.5'
  },
  'hidden by our own transition, rewritten': (host) => {
    for (const running of host.getAnimations())
      (running.effect as KeyframeEffect).setKeyframes([{ opacity: 0 }, { opacity: 0 }])
  },
  'covered by a picture that lets clicks through': () => cover('pointer-events:none'),
  'covered by glass that lets clicks through': () => cover('pointer-events:none;opacity:0.02'),
  'covered by a frame that lets clicks through': () => {
    cover('pointer-events:none;background:none')
    const frame = document.createElement('iframe')
    frame.style.cssText = 'width:100%;height:100%;border:0;background:#fff;pointer-events:none'
    document.querySelector('div[popover]')?.append(frame)
  },
  'behind a modal dialog': () => {
    const dialog = document.createElement('dialog')
    dialog.textContent = 'You have won'
    document.body.append(dialog)
    dialog.showModal()
  },
  'with its root blurred and zoomed': () => {
    document.documentElement.style.cssText = 'filter:opacity(0.01) blur(40px);zoom:1.2'
  },
} satisfies Record<string, Trick>

export type TrickName = keyof typeof tricks

/** An expression for `evaluate`, which sends a function as its source. */
export const trickSource = (name: TrickName): string =>
  `(() => { const cover = ${cover.toString()}; const host = document.querySelector('backchannel-toast'); ` +
  `if (host !== null) (${tricks[name].toString()})(host) })()`
