import type { Entry, PersonId, Seq } from '../../../protocol/entry.ts'
import { isMessage } from '../../../protocol/message.ts'
import { Icon } from '../components/icon.tsx'
import { useWords } from '../i18n/text.ts'
import { indexAfter } from '../messages/log-rows.ts'

interface Props {
  entries: Entry[]
  /** The newest seq when the person last was at the end. */
  since: Seq
  me: PersonId
  onJump: () => void
}

export function JumpToNewest({ entries, since, me, onJump }: Props) {
  const { text } = useWords()
  const fresh = entries
    .slice(indexAfter(entries, since))
    .filter((entry) => entry.author.id !== me && isMessage(entry)).length
  return (
    <button type="button" class={fresh > 0 ? 'jump fresh' : 'jump'} onClick={onJump}>
      <Icon name="down" /> {fresh > 0 ? text('newCount', fresh) : text('jumpToNewest')}
    </button>
  )
}
