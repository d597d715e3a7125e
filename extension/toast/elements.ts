import { cutMiddle, type ActionTarget } from '../shared/action-target.ts'

/** Strokes on a 24 × 24 grid, in the colour of the text around. */
const paths = {
  reply: 'M9 8 4 13l5 5M4 13h10a6 6 0 0 0 6-6V6',
  open: 'M14 4h6v6M20 4l-9 9M18 14v6H4V6h6',
  close: 'M6 6l12 12M18 6 6 18',
  send: 'M12 19V5m-6 6 6-6 6 6',
  check: 'm5 12.5 4.5 4.5L19 7.5',
  tray: 'M4 13h4l2 3h4l2-3h4M4 13v6h16v-6M4 13l3-8h10l3 8',
} as const
export type IconName = keyof typeof paths

const SVG = 'http://www.w3.org/2000/svg'

/** Whatever is put in is text: nothing that people write becomes markup. */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  className: string,
  text = '',
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag)
  made.className = className
  made.textContent = text
  return made
}

export function icon(name: IconName): SVGElement {
  const picture = document.createElementNS(SVG, 'svg')
  picture.setAttribute('viewBox', '0 0 24 24')
  picture.ariaHidden = 'true'
  const path = document.createElementNS(SVG, 'path')
  path.setAttribute('d', paths[name])
  picture.append(path)
  return picture
}

export interface ButtonLook {
  /** Its style, and its name among others. */
  name: string
  label: string
  icon?: IconName
  /** More than the label says, for who hesitates over it. */
  title?: string
  /** Where a press is sent: to be read before the press, without a pointer over it. `title` says it to who listens. */
  target?: ActionTarget
  /** What a press copies, in the same place. */
  value?: string
}

export function button(
  { name, label, icon: picture, title, target, value }: ButtonLook,
  act: (event: Event) => void,
): HTMLButtonElement {
  const made = element('button', name)
  made.type = 'button'
  if (picture !== undefined) made.append(icon(picture))
  const words = element('span', 'label', label)
  // A publisher's words have a direction of their own, and turn nothing that is beside them.
  words.dir = 'auto'
  made.append(words)
  if (target !== undefined) made.append(targetLine(target))
  if (value !== undefined) made.append(below(isolated('value', value)))
  if (title !== undefined) made.title = title
  made.addEventListener('click', act)
  return made
}

/** Of the longest path that a button has room for. */
const PATH_MAX = 24

function below(...parts: HTMLElement[]): HTMLElement {
  const line = element('span', 'below')
  line.ariaHidden = 'true'
  line.append(...parts)
  return line
}

/** Its own direction, and none of what is around it. */
function isolated(className: string, text: string): HTMLElement {
  const part = element('span', className)
  const words = element('bdi', '', text)
  words.dir = 'ltr'
  part.append(words)
  return part
}

/** The host is cut at its begin where it is too long: its owner's name is at its end. The path gives way before it. */
const targetLine = ({ method = '', host, path }: ActionTarget): HTMLElement =>
  below(isolated('method', method), isolated('host', host), isolated('path', cutMiddle(path, PATH_MAX)))
