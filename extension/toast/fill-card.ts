import type { ToastContent } from '../bridge/toast-messages.ts'

interface CardWords {
  dismiss: string
  open: string
  /** "in General" */
  room: string
  /** "and 49 more"; empty when there are none. */
  more: string
}

interface CardActions {
  dismiss(): void
  open(): void
}

function element(tag: string, className: string, text = ''): HTMLElement {
  const made = document.createElement(tag)
  made.className = className
  made.textContent = text
  return made
}

/** The first letter as a person sees it: an emoji or a letter with its marks is more than one code unit. */
function initial(name: string): string {
  const [first] = new Intl.Segmenter().segment(name)
  return first?.segment.toUpperCase() ?? ''
}

function button(className: string, label: string, act: () => void): HTMLElement {
  const made = element('button', className, label)
  made.addEventListener('click', (event) => {
    // A page cannot reach in here, but another extension may: only a person opens and dismisses.
    if (event.isTrusted) act()
  })
  return made
}

/** Fills the card. Whatever was written by people goes in as text, each piece with a direction of its own. */
export function fillCard(
  card: HTMLElement,
  content: ToastContent,
  words: CardWords,
  actions: CardActions,
): void {
  const avatar = element('span', 'avatar', initial(content.author))
  avatar.ariaHidden = 'true'

  const from = element('p', 'from')
  from.append(element('bdi', 'author', content.author), ' ', element('bdi', 'room', words.room))
  const text = element('p', 'text', content.text)
  text.dir = 'auto'

  const message = element('div', 'message')
  message.role = 'status'
  card.append(avatar, message)

  const buttons = element('div', 'buttons')
  buttons.append(
    element('span', 'more', words.more),
    button('dismiss', words.dismiss, actions.dismiss),
    button('open', words.open, actions.open),
  )
  card.append(buttons)
  card.hidden = false
  // Last: a screen reader speaks what comes into a status, not what was there when it appeared.
  message.append(from, text)
}
