/** CSS pixels from the corner of the window's inside. */
export interface Spot {
  x: number
  y: number
}

/**
 * Runs in the page while a toast shows: a way to make somebody click on it who does not see it, or not there. Answers where
 * its buttons are by then, if that is not where they were.
 */
type Trick = (host: HTMLElement, spots: Spot[]) => Spot[] | undefined

const cover = (style: string): HTMLElement => {
  const over = document.createElement('div')
  over.popover = 'manual'
  over.textContent = 'You have won'
  over.style.cssText = `position:fixed;inset:0;width:100vw;height:100vh;margin:0;border:0;background:#fff;${style}`
  document.body.append(over)
  over.showPopover()
  return over
}
const addStyle = (css: string): void => {
  const sheet = document.createElement('style')
  sheet.textContent = css
  document.head.append(sheet)
}
const important = (host: HTMLElement, name: string, value: string): undefined => {
  host.style.setProperty(name, value, 'important')
  return undefined
}
const moved = (spots: Spot[], x: number, y: number): Spot[] =>
  spots.map((spot) => ({ x: spot.x + x, y: spot.y + y }))

/** By name: each is sent to the page as its source, together with what it uses. These change the host. */
export const changes = {
  'made transparent': (host) => important(host, 'opacity', '0.01'),
  'filtered away': (host) => important(host, 'filter', 'opacity(0.01)'),
  'clipped to a sliver': (host) => important(host, 'clip-path', 'inset(0 0 0 99%)'),
  'clipped to the middle of a button': (host, spots) => {
    const { left, top } = host.getBoundingClientRect()
    const { x = 0, y = 0 } = spots[0] ?? {}
    return important(host, 'clip-path', `circle(12px at ${x - left}px ${y - top}px)`)
  },
  'moved under the pointer': (host, spots) => {
    host.style.setProperty('transform', 'translate(-200px, -150px)', 'important')
    return moved(spots, -200, -150)
  },
  'given another style': (host, spots) => {
    const before = host.getBoundingClientRect().left
    host.setAttribute('style', `${host.getAttribute('style') ?? ''}; left: 100px !important`)
    return moved(spots, host.getBoundingClientRect().left - before, 0)
  },
  'put elsewhere in the page': (host) => {
    document.body.append(host)
    return undefined
  },
  'put into a clear box': (host) => {
    const box = document.createElement('div')
    box.style.cssText = 'position: fixed; inset: 0 0 0 auto; width: 400px; opacity: 0.01; transform: scale(1)'
    document.body.append(box)
    host.remove()
    box.append(host)
    host.showPopover()
    return undefined
  },
  'hidden and shown again': (host) => {
    host.hidePopover()
    host.showPopover()
    return undefined
  },
  animated: (host, spots) => {
    const away = { opacity: 0.01, scale: '0.5', translate: '-200px -150px' }
    host.animate([away, away], { duration: 1e6, fill: 'both' })
    return host.getBoundingClientRect().width < 300 ? moved(spots, -200, -150) : undefined
  },
} satisfies Record<string, Trick>

/** These lay something over it, and let clicks through. */
export const covers = {
  'covered by a picture': () => void cover('pointer-events:none'),
  'covered by glass': () => void cover('pointer-events:none;opacity:0.02'),
  'covered by clear glass': () => void cover('pointer-events:none;background:none;color:transparent'),
  'covered by a frame': () => {
    const frame = document.createElement('iframe')
    frame.srcdoc = '<body style="background: gold">A prize</body>'
    frame.style.cssText = 'width:100%;height:100%;border:0;pointer-events:none'
    cover('pointer-events:none;background:none').replaceChildren(frame)
    return undefined
  },
  'under the picture of a view transition': () => {
    addStyle(
      '::view-transition { background: #fff; pointer-events: none } ::view-transition-group(root) { opacity: 0; animation-duration: 60s }',
    )
    document.startViewTransition(() => undefined)
    return undefined
  },
  'behind a modal dialog': () => {
    const dialog = document.createElement('dialog')
    dialog.textContent = 'You have won'
    document.body.append(dialog)
    dialog.showModal()
    return undefined
  },
  'with its root blurred and zoomed': () => {
    document.documentElement.style.cssText = 'filter:opacity(0.01) blur(40px);zoom:1.2'
    return undefined
  },
} satisfies Record<string, Trick>

/** These bring it under the pointer, and leave its host alone. */
export const moves = {
  'zoomed under the pointer': (_, spots) => {
    const { innerWidth: right, innerHeight: bottom } = window
    document.documentElement.style.setProperty('zoom', '1.5')
    return spots.map(({ x, y }) => ({ x: right - (right - x) * 1.5, y: bottom - (bottom - y) * 1.5 }))
  },
} satisfies Record<string, Trick>

const tricks: Record<string, Trick> = { ...changes, ...covers, ...moves }
export type TrickName = keyof typeof changes | keyof typeof covers | keyof typeof moves

/** How long it has been like that before the click, ms. */
export function pauseAfter(name: TrickName): number {
  // The host looks for animations each second: until then they have done nothing.
  if (name === 'animated') return 1_300
  // Chromium reports to the frame 100 ms late that it is covered: somebody who saw the card until then means it.
  return name in covers ? 300 : 0
}

/** An expression for a page's driver. */
export const trickSource = (name: TrickName, spots: readonly Spot[]): string => {
  const helpers = Object.entries({ cover, addStyle, important, moved })
  return (
    helpers.map(([helper, made]) => `const ${helper} = ${made.toString()}; `).join('') +
    `const spots = ${JSON.stringify(spots)}; const host = document.querySelector('backchannel-toast'); ` +
    `return (host === null ? undefined : (${tricks[name]?.toString()})(host, spots)) ?? spots`
  )
}
