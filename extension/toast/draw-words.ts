import type { ToastCard } from '../shared/toast-messages.ts'
import type { CardWords } from './card-words.ts'
import { drawText } from './draw-text.ts'
import { element, icon } from './elements.ts'

export function drawAvatar(
  avatar: HTMLElement,
  { kind, picture }: Pick<ToastCard, 'kind' | 'picture'>,
): void {
  avatar.style.backgroundColor = picture?.colour ?? ''
  avatar.classList.toggle('person', picture !== undefined)
  if (kind === 'digest') avatar.replaceChildren(icon('tray'))
  else avatar.textContent = picture?.initials ?? '#'
}

function drawBody(text: CardWords['text'], lines: number): HTMLElement {
  if (typeof text === 'string') {
    const sentence = element('p', `text lines-${lines}`, text)
    sentence.dir = 'auto'
    return sentence
  }
  const body = element('div', `text formatted lines-${lines}`)
  body.append(...drawText(text))
  return body
}

/** A screen reader speaks what comes into a status, not what was there when it appeared: so this comes last. */
export function drawWords({ from, title, counted, text, more, lines }: CardWords): HTMLElement[] {
  const drawn: HTMLElement[] = []
  if (from !== undefined) {
    const line = element('p', 'from')
    line.append(element('bdi', 'author', from.author), ' ', element('bdi', 'room', from.room))
    if (from.mention !== '') line.append(' ', element('span', 'mention', from.mention))
    drawn.push(line)
  }
  if (title !== '') {
    const line = element('p', counted ? 'counted' : 'title', title)
    line.dir = 'auto'
    drawn.push(line)
  }
  drawn.push(drawBody(text, lines))
  if (more !== '') drawn.push(element('p', 'counted', more))
  return drawn
}
