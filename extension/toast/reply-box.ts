import { TEXT_MAX } from '../../protocol/limits.ts'
import { isLineBreak, keyMeaning } from '../ui/composer/enter-key.ts'
import { growBox } from '../ui/composer/grow-box.ts'
import type { Language } from './card-words.ts'
import { button, element } from './elements.ts'

/** From here on it counts what is left, as the composer does. */
const COUNT_FROM = TEXT_MAX - 200

interface ReplyActs {
  /** By a person. The text can be sent. */
  send(text: string): void
  /** At each change by a person. */
  typed(text: string): void
  /** Escape. */
  leave(text: string): void
}

export interface ReplyBox {
  readonly element: HTMLFormElement
  readonly text: string
  write(text: string): void
  focus(): void
  /** It has been handed over and waits for an answer: nothing more is typed meanwhile. */
  wait(waits: boolean): void
  problem(sentence: string): void
}

/** The answer's box. Its text is written by us only while nobody composes a syllable in it: on opening and after a refusal. */
export function createReplyBox(room: string, { text, language }: Language, acts: ReplyActs): ReplyBox {
  const form = element('form', 'reply')
  const area = element('textarea', '')
  area.rows = 1
  area.dir = 'auto'
  area.autocomplete = 'off'
  area.enterKeyHint = 'send'
  area.setAttribute('aria-label', text('messagePlaceholder', room))
  area.placeholder = text('messagePlaceholder', room)
  const send = button({ name: 'send', label: text('send'), icon: 'send', title: text('send') }, (event) => {
    if (event.isTrusted) submit()
  })
  const hint = element('p', 'hint')
  hint.role = 'status'
  const counter = element('p', 'count')
  const line = element('div', 'box')
  line.append(area, send)
  form.append(line, hint, counter)

  let waiting = false
  /** A plain Enter went to the input method; if a line break follows, it was meant for us. */
  let enterUndecided = false

  function measure(problem = ''): void {
    growBox(area)
    const { length } = area.value
    const over = length - TEXT_MAX
    const number = (n: number): string => n.toLocaleString(language)
    hint.textContent = over > 0 ? text('tooLong', number(over)) : problem
    counter.textContent = length < COUNT_FROM ? '' : `${number(length)} / ${number(TEXT_MAX)}`
    counter.classList.toggle('bad', over > 0)
    area.ariaInvalid = String(over > 0)
    send.disabled = over > 0 || waiting
  }
  function submit(): void {
    if (waiting || area.value.trim() === '' || area.value.length > TEXT_MAX) return
    acts.send(area.value)
  }

  area.addEventListener('keydown', (event) => {
    if (!event.isTrusted) return
    const meaning = keyMeaning(event)
    enterUndecided = meaning === 'undecided'
    if (meaning === 'send') {
      event.preventDefault()
      submit()
    } else if (event.key === 'Escape' && !event.isComposing) {
      // The card would dismiss itself.
      event.stopPropagation()
      acts.leave(area.value)
    }
  })
  area.addEventListener('beforeinput', (event) => {
    if (!enterUndecided || !isLineBreak(event) || !event.isTrusted) return
    enterUndecided = false
    event.preventDefault()
    submit()
  })
  area.addEventListener('input', () => {
    measure()
    acts.typed(area.value)
  })
  form.addEventListener('submit', (event) => event.preventDefault())

  return {
    element: form,
    get text() {
      return area.value
    },
    write(value) {
      area.value = value
      measure()
    },
    focus() {
      area.focus()
      area.setSelectionRange(area.value.length, area.value.length)
    },
    wait(waits) {
      waiting = waits
      area.readOnly = waits
      measure()
    },
    problem: measure,
  }
}
