import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { RoomId } from '../../../protocol/entry.ts'
import type { Signal } from '@preact/signals'
import { TEXT_MAX } from '../../../protocol/limits.ts'
import { DRAFT_MAX } from '../../shared/requests.ts'
import type { Failure, Result } from '../../../protocol/result.ts'
import type { Ask } from '../store/page-store.ts'
import { newMessage, type ComposeMode } from './compose-mode.ts'
import { createMessageBox, type MessageBox } from './message-box.ts'
import { measureText, type TextLength } from './measure-text.ts'

interface Composing {
  ask: Ask
  room: RoomId
  /** What was half typed before; later changes of it are not taken. */
  draft: string
  /** Nothing can be sent now. */
  blocked: boolean
  mode: Signal<ComposeMode>
  /** The person emptied the text of an edit and pressed Enter. */
  onEmptied: () => void
}

/** Sends what the mode says; settles when it is stored in the outbox. */
function send(ask: Ask, room: RoomId, mode: ComposeMode, text: string): Promise<Result<null>> {
  const id = crypto.randomUUID()
  switch (mode.kind) {
    case 'new':
      return ask('send', { room, id, text })
    case 'reply':
      return ask('send', { room, id, about: mode.about, text })
    case 'edit': {
      const { about, title, actions } = mode
      const rest = { ...(title === undefined ? {} : { title }), ...(actions.length > 0 ? { actions } : {}) }
      return ask('append', { room, id, kind: 'edit', about, body: { text, ...rest } })
    }
  }
}

/**
 * The draft that was there before an edit, which has the box meanwhile. The background keeps it all the while: what is typed into
 * an edit is no draft.
 */
function useSetAside(
  box: { current: MessageBox | undefined },
  area: { current: HTMLTextAreaElement | null },
) {
  const draft = useRef<string>(undefined)
  return {
    begin: (text: string) => {
      draft.current ??= area.current?.value ?? ''
      box.current?.write(text)
      area.current?.setSelectionRange(text.length, text.length)
    },
    end: () => {
      if (draft.current !== undefined) box.current?.write(draft.current)
      draft.current = undefined
    },
  }
}

/** Keeps the draft of a room's composer, shows others that somebody types, and sends. */
export function useMessageBox({ ask, room, draft, blocked, mode, onEmptied }: Composing) {
  const ref = useRef<HTMLTextAreaElement>(null)
  const box = useRef<MessageBox>(undefined)
  const [length, setLength] = useState<TextLength>({ characters: 0, most: TEXT_MAX })
  /** The same, before it is drawn. */
  const measured = useRef(length)
  const [problem, setProblem] = useState<Failure>()
  const latest = useRef({ blocked, onEmptied })
  latest.current = { blocked, onEmptied }
  const setAside = useSetAside(box, ref)

  const keepDraft = (text: string) => void ask('draft', { room, text: text.slice(0, DRAFT_MAX) })
  const putBack = (sent: ComposeMode, text: string, failure: Failure) => {
    setProblem(failure)
    mode.value = sent.kind === 'edit' ? { ...sent, typed: text } : sent
    if (sent.kind === 'edit') return
    const typedSince = ref.current?.value ?? ''
    const whole = typedSince === '' ? text : `${text}\n${typedSince}`
    box.current?.write(whole)
    keepDraft(whole)
  }
  const typed = (text: string) => {
    setProblem(undefined)
    if (mode.peek().kind !== 'edit') keepDraft(text)
    if (text.trim() !== '') void ask('typing', { room })
  }
  /** Empties the box in the same step, so that a second Enter finds nothing to send. */
  const submit = (text: string) => {
    const sent = mode.peek()
    if (sent.kind === 'edit') setAside.end()
    else box.current?.write('')
    mode.value = newMessage
    setProblem(undefined)
    if (sent.kind === 'edit' && sent.text === text) return
    void send(ask, room, sent, text).then((result) => {
      if (!result.ok) putBack(sent, text, result.error)
    })
  }
  const emptied = () => {
    if (mode.peek().kind === 'edit') latest.current.onEmptied()
  }

  useLayoutEffect(() => {
    if (ref.current === null) return
    const isBlocked = () => latest.current.blocked || measured.current.characters > measured.current.most
    box.current = createMessageBox(ref.current, {
      blocked: isBlocked,
      send: submit,
      typed,
      measure: (text, again) => {
        measured.current = measureText(text, again)
        setLength(measured.current)
      },
      emptied,
    })
    box.current.write(draft)
  }, [])
  const { value } = mode
  useLayoutEffect(() => {
    if (value.kind === 'edit') setAside.begin(value.typed ?? value.text)
    else setAside.end()
    ref.current?.focus()
  }, [value])
  useEffect(() => ref.current?.focus(), [])

  return { ref, length, problem, send: () => box.current?.send() }
}
