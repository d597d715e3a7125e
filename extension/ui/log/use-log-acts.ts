import type { Seq } from '../../../protocol/entry.ts'
import { useMemo, useRef } from 'preact/hooks'
import { messageHistory } from '../messages/message-history.ts'
import type { LogActs, MessageActs } from '../messages/message-acts.ts'
import type { RoomView } from '../../shared/view.ts'
import type { Quoted } from '../composer/compose-mode.ts'
import type { Ask } from '../store/page-store.ts'

interface Deps {
  view: RoomView
  ask: Ask
  acts: MessageActs
  jump: (seq: Seq) => void
  showReplies: (seq: Seq | undefined) => void
}

/** One object for as long as the room shows, so that no line is drawn again for it. */
export function useLogActs(deps: Deps): MessageActs & LogActs {
  const latest = useRef(deps)
  latest.current = deps
  const { ask, acts } = deps
  const { room } = deps.view
  return useMemo(() => {
    /** Each is asked for once; one that could not be had is asked for again. */
    const asked = new Map<Seq, Promise<Quoted | 'gone' | undefined>>()
    const askFor = async (seq: Seq): Promise<Quoted | 'gone' | undefined> => {
      const found = await ask('message', { room, seq })
      if (found.ok) return { author: found.value.author, text: found.value.text }
      if (found.error.reason?.kind === 'gone') return 'gone'
      asked.delete(seq)
      return undefined
    }
    return {
      ...acts,
      jump: (seq) => latest.current.jump(seq),
      showReplies: (seq) => latest.current.showReplies(seq),
      versions: ({ entry }) => messageHistory(latest.current.view.entries, entry.seq),
      original: (seq) => {
        const known = asked.get(seq) ?? askFor(seq)
        asked.set(seq, known)
        return known
      },
    }
  }, [ask, acts, room])
}
