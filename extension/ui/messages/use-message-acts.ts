import type { PersonId, RoomId, Seq } from '../../../protocol/entry.ts'
import { useMemo, useRef } from 'preact/hooks'
import type { Signal } from '@preact/signals'
import { messageLink } from '../../../protocol/message-link.ts'
import { parseExtras } from '../../../protocol/message.ts'
import type { Failure, Result } from '../../../protocol/result.ts'
import type { RequestInput } from '../../shared/requests.ts'
import type { ComposeMode } from '../composer/compose-mode.ts'
import type { Ask } from '../store/page-store.ts'
import { UNDO_MS, type MessageActs } from './message-acts.ts'
import type { MessageLine } from './log-lines.ts'
import { textOf } from './text-of.ts'

/** How the last thing that was done went, where the room does not show it by itself. */
export type Outcome = { kind: 'copied' } | { kind: 'copy-refused' } | { kind: 'failed'; failure: Failure }

interface Deps {
  ask: Ask
  /** As in Account. */
  server: string
  room: RoomId
  /** id of the person. */
  me: PersonId
  mode: Signal<ComposeMode>
  outcome: Signal<Outcome | undefined>
  /** Goes to the composer. */
  onWrite: () => void
}

export function editMode({ entry }: Pick<MessageLine, 'entry'>): ComposeMode {
  const { title, actions } = parseExtras(entry)
  return { kind: 'edit', about: entry.seq, text: textOf(entry), title, actions }
}

/** An entry about a message. The id is made once, so that a repeat is harmless. */
const about = (
  room: RoomId,
  seq: Seq,
  kind: RequestInput<'append'>['kind'],
  body: Record<string, unknown>,
): RequestInput<'append'> => ({ room, id: crypto.randomUUID(), kind, about: seq, body })

export function useMessageActs(deps: Deps): MessageActs {
  const latest = useRef(deps)
  latest.current = deps
  const { ask, server, room, me, mode, outcome } = deps
  return useMemo(() => {
    const report = async (asked: Promise<Result<null>>) => {
      outcome.value = undefined
      const result = await asked
      if (!result.ok) outcome.value = { kind: 'failed', failure: result.error }
    }
    const copy = (text: string) =>
      void navigator.clipboard.writeText(text).then(
        () => (outcome.value = { kind: 'copied' }),
        () => (outcome.value = { kind: 'copy-refused' }),
      )
    return {
      reply: ({ entry }) => {
        mode.value = { kind: 'reply', about: entry.seq, to: { author: entry.author, text: textOf(entry) } }
      },
      edit: (line) => {
        mode.value = editMode(line)
      },
      remove: (seq) => void report(ask('append', { ...about(room, seq, 'delete', {}), holdMs: UNDO_MS })),
      react: (line, emoji) => {
        const people = line.state.reactions.find((reaction) => reaction.emoji === emoji)?.people
        const on = people?.some(({ id }) => id === me) !== true
        void report(ask('append', about(room, line.entry.seq, 'reaction', { emoji, on })))
      },
      pin: (line) =>
        void report(
          ask('append', about(room, line.entry.seq, 'pin', { on: line.state.pinnedBy === undefined })),
        ),
      copy,
      copyLink: ({ entry }) => copy(messageLink(server, { room, seq: entry.seq })),
      retry: (id) => void report(ask('retry', { id })),
      takeOut: (id) => void report(ask('delete', { id })),
      write: () => latest.current.onWrite(),
    }
  }, [ask, server, room, me, mode, outcome])
}
