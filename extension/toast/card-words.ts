import type { Block } from '../shared/format/tree.ts'
import type { ToastCard, ToastView } from '../shared/toast-messages.ts'
import type { Text } from '../platform/i18n.ts'
import { failureText } from '../ui/i18n/failure-text.ts'
import type { Words } from '../ui/i18n/text.ts'
import type { Note } from './card-state.ts'

/** What a card says. Names and texts are as people wrote them; the rest is in the person's language. */
export interface CardWords {
  /** Who and where; undefined where that is hidden, or where nobody in particular wrote. */
  from: { author: string; room: string; mention: string } | undefined
  /** A line above the text. */
  title: string
  /** The title is ours, not a person's. */
  counted: boolean
  /** A sentence of ours, or what a person wrote. */
  text: string | Block[]
  /** Others that are as urgent. */
  more: string
  /** How many lines of the text fit into 168 px beside all the rest. */
  lines: 1 | 2 | 3
}

function digestText({ count, rooms, room, mentions }: ToastCard, { text, language }: Words): string {
  const number = (n: number): string => n.toLocaleString(language)
  const where =
    rooms === 1 && room !== ''
      ? text('toastNewCount', number(count), room)
      : text('toastDigest', number(count), number(rooms))
  if (mentions === 0) return where
  return `${where}, ${mentions === 1 ? text('toastMentionsYou') : text('toastMentionYou', number(mentions))}`
}

/** How many lines of the text fit, by how many other rows there are. */
const linesBeside = [3, 2] as const

function linesThatFit({ kind, actions, title, claimedBy, moreUrgent }: ToastCard): 1 | 2 | 3 {
  if (kind !== 'urgent' || claimedBy !== undefined) return 3
  const others = [actions.length > 0, title !== undefined && actions.length > 0, moreUrgent > 0]
  return linesBeside[others.filter(Boolean).length] ?? 1
}

export function cardWords(card: ToastCard, words: Words): CardWords {
  const { text, language } = words
  const lines = linesThatFit(card)
  const more = card.moreUrgent > 0 ? text('toastMoreUrgent', card.moreUrgent.toLocaleString(language)) : ''
  const plain = { from: undefined, title: '', counted: false, more, lines }
  const count = card.count.toLocaleString(language)
  if (card.kind === 'digest') return { ...plain, text: digestText(card, words) }
  const who = card.claimedBy
  if (who !== undefined) {
    const room = text('toastIn', card.room)
    const from = card.hidden ? undefined : { author: card.author, room, mention: '' }
    return { ...plain, from, text: who === '' ? text('toastSomebodyHasIt') : text('toastHasIt', who) }
  }
  if (card.hidden) {
    const several = card.kind === 'counted'
    return { ...plain, text: several ? text('toastNewCount', count, card.room) : text('toastNew', card.room) }
  }
  const from = {
    author: card.author,
    room: text('toastIn', card.room),
    mention: card.mention ? text('toastMention') : '',
  }
  const counted = card.kind === 'counted'
  return {
    from,
    title: counted ? text('toastCounted', count) : (card.title ?? ''),
    counted,
    text: card.body,
    more,
    lines,
  }
}

/** "+3 in 2 rooms": what no card shows. */
export function restText({ count, rooms }: ToastView['rest'], { text, language }: Words): string {
  if (count === 0) return ''
  const number = count.toLocaleString(language)
  return rooms === 1
    ? text('toastRestOne', number)
    : text('toastRest', number, rooms.toLocaleString(language))
}

/** What became of a press. */
export function noteText(note: Note, text: Text): string {
  switch (note.kind) {
    case 'copied':
      return text('copied')
    case 'not-copied':
      return text('errorUnavailable')
    case 'sent-already':
      return text('toastSentAlready')
    case 'answered': {
      const { answer, press } = note
      if (answer === undefined) return text(press.sends ? 'errorPerhapsDoneUnheard' : 'errorUnavailable')
      if (!answer.ok) return failureText(text, answer.error)
      if (answer.value.done === 'confirm') return text('toastConfirm')
      return answer.value.status === undefined
        ? text('toastDone')
        : text('toastAnswered', press.host ?? '', answer.value.status)
    }
  }
}
