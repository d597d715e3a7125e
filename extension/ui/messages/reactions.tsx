import type { PersonId } from '../../../protocol/entry.ts'
import { useContext } from 'preact/hooks'
import type { MessageState, Reaction } from '../../../protocol/timeline.ts'
import type { LogFocus } from '../log/log-focus.ts'
import { Icon } from '../components/icon.tsx'
import { CloseMenu } from '../menu/menu-context.ts'
import { useWords, type Words } from '../i18n/text.ts'
import type { MessageActs } from './message-acts.ts'
import type { MessageLine } from './log-lines.ts'
import './reactions.css'

/** At hand without a search. */
const quickEmoji = ['👍', '❤️', '😂', '🎉', '👀', '✅'] as const

const hasReacted = (reaction: Reaction | undefined, me: PersonId): boolean =>
  reaction?.people.some(({ id }) => id === me) === true

interface ItemsProps {
  state: MessageState
  /** id of the person. */
  me: PersonId
  onPick: (emoji: string) => void
}

/** Six emoji side by side, in a menu. */
export function ReactionItems({ state, me, onPick }: ItemsProps) {
  const close = useContext(CloseMenu)
  return quickEmoji.map((emoji) => (
    <button
      key={emoji}
      type="button"
      class="menu-item emoji"
      role="menuitemcheckbox"
      aria-checked={hasReacted(
        state.reactions.find((reaction) => reaction.emoji === emoji),
        me,
      )}
      tabIndex={-1}
      onClick={() => {
        close()
        onPick(emoji)
      }}
    >
      {emoji}
    </button>
  ))
}

/** "Mina, Jonas and you". */
function namesOf({ people }: Reaction, me: PersonId, { text, language }: Words): string {
  const others = people.filter(({ id }) => id !== me).map(({ name }) => name)
  const names = others.length < people.length ? [...others, text('you')] : others
  return new Intl.ListFormat(language, { type: 'conjunction' }).format(names)
}

interface ChipsProps {
  line: MessageLine
  me: PersonId
  writable: boolean
  focus: LogFocus
  acts: MessageActs
}

/** Who reacted with what, each a button that does or undoes the same. */
export function ReactionChips({ line, me, writable, focus, acts }: ChipsProps) {
  const words = useWords()
  const { reactions } = line.state
  if (reactions.length === 0) return null
  return (
    <div class="chips">
      {reactions.map((reaction) => {
        const { emoji, people } = reaction
        const names = namesOf(reaction, me, words)
        const own = hasReacted(reaction, me)
        const kinds = ['chip', ...(own ? ['own'] : []), ...(line.pending.includes(emoji) ? ['pending'] : [])]
        return (
          <button
            key={emoji}
            type="button"
            class={kinds.join(' ')}
            aria-pressed={own}
            aria-label={`${emoji} ${people.length}`}
            aria-description={names}
            title={names}
            disabled={!writable}
            onClick={() => acts.react(line, emoji)}
          >
            <span class="chip-emoji">{emoji}</span> {people.length}
          </button>
        )
      })}
      {writable && (
        <button
          type="button"
          class="chip add"
          aria-label={words.text('react')}
          title={words.text('react')}
          onClick={(event) => {
            focus.menu.value = { key: line.key, kind: 'react', by: event.currentTarget }
          }}
        >
          <Icon name="react" />
        </button>
      )}
    </div>
  )
}
