import type { MessageKey as Sentence } from '../../platform/i18n.ts'
import { keysOfMessage } from '../messages/message-abilities.ts'

interface KeyRow {
  /** Any of these; keys that are held together have a `+` between them. */
  keys: readonly string[]
  does: Sentence
}

interface KeyGroup {
  title: Sentence
  rows: readonly KeyRow[]
}

/** Every key that works on a page with rooms, and what it does. */
export const keyTable: readonly KeyGroup[] = [
  {
    title: 'keysEverywhere',
    rows: [
      { keys: ['Alt+↑', 'Alt+↓'], does: 'keyRooms' },
      { keys: ['?'], does: 'keyList' },
    ],
  },
  {
    title: 'keysComposer',
    rows: [
      { keys: ['Enter'], does: 'send' },
      { keys: ['Shift+Enter'], does: 'keyNewLine' },
      { keys: ['@', '#'], does: 'keyComplete' },
      { keys: ['↑'], does: 'keyEditLast' },
      { keys: ['Esc'], does: 'keyEndMode' },
    ],
  },
  {
    title: 'keysMessage',
    rows: [
      { keys: ['↑', '↓', 'Home', 'End'], does: 'keyMessages' },
      { keys: keysOfMessage.reply, does: 'reply' },
      { keys: keysOfMessage.react, does: 'react' },
      { keys: keysOfMessage.edit, does: 'edit' },
      { keys: keysOfMessage.pin, does: 'pin' },
      { keys: keysOfMessage.delete, does: 'delete' },
      { keys: ['Esc'], does: 'keyCompose' },
    ],
  },
]
