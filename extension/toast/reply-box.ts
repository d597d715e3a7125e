import { lengthNote } from '../ui/composer/length-note.ts'
import { createMessageBox } from '../ui/composer/message-box.ts'
import type { Words } from '../ui/i18n/text.ts'
import { element, icon } from './elements.ts'

interface ReplyActs {
  /** A person sends the text. */
  send(text: string): void
  /** A person has changed the text. */
  typed(text: string): void
  /** A person pressed Escape. */
  leave(text: string): void
}

export interface ReplyBox {
  readonly element: HTMLFormElement
  write(text: string): void
  focus(): void
  /** The text was handed over and waits for an answer: nothing more is typed meanwhile. */
  wait(waits: boolean): void
  problem(sentence: string): void
}

function drawBox(placeholder: string, sendLabel: string) {
  const form = element('form', 'composer')
  const line = element('div', 'composer-box')
  const area = element('textarea', '')
  area.rows = 1
  area.dir = 'auto'
  area.autocomplete = 'off'
  area.enterKeyHint = 'send'
  area.ariaLabel = placeholder
  area.placeholder = placeholder
  const send = element('button', 'send')
  send.type = 'submit'
  send.ariaLabel = sendLabel
  send.title = sendLabel
  send.append(icon('send'))
  line.append(area, send)

  const below = element('div', 'composer-hint')
  const hint = element('span', 'problem')
  hint.role = 'status'
  const count = element('span', 'count')
  below.append(hint, count)
  form.append(line, below)
  return { form, area, send, hint, count }
}

/** The box for an answer: the composer of the popup, drawn without its toolkit. */
export function createReplyBox(room: string, words: Words, acts: ReplyActs): ReplyBox {
  const { text } = words
  const { form, area, send, hint, count } = drawBox(text('messagePlaceholder', room), text('send'))
  let problem = ''

  function note({ length }: string): void {
    const { tooLong, count: counted } = lengthNote(length, words)
    hint.textContent = tooLong ?? problem
    count.textContent = counted ?? ''
    count.classList.toggle('problem', tooLong !== undefined)
    area.ariaInvalid = String(tooLong !== undefined)
    send.disabled = tooLong !== undefined || area.readOnly
  }
  function say(sentence: string): void {
    problem = sentence
    note(area.value)
  }
  const box = createMessageBox(area, {
    blocked: () => send.disabled,
    send: acts.send,
    typed: (value) => {
      say('')
      acts.typed(value)
    },
    measure: note,
  })
  area.addEventListener('keydown', (event) => {
    if (!event.isTrusted || event.key !== 'Escape' || event.isComposing) return
    // The card would dismiss itself.
    event.stopPropagation()
    acts.leave(area.value)
  })
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    if (event.isTrusted) box.send()
  })

  return {
    element: form,
    write(value) {
      problem = ''
      box.write(value)
    },
    focus() {
      area.focus()
      area.setSelectionRange(area.value.length, area.value.length)
    },
    wait(waits) {
      area.readOnly = waits
      say('')
    },
    problem: say,
  }
}
