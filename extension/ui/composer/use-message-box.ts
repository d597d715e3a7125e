import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { RoomId } from '../../../protocol/entry.ts'
import { DRAFT_MAX } from '../../shared/requests.ts'
import type { Failure } from '../../../protocol/result.ts'
import type { Ask } from '../store/page-store.ts'
import { createMessageBox, type MessageBox } from './message-box.ts'

interface Composing {
  ask: Ask
  room: RoomId
  /** What was half typed before; later changes of it are not taken. */
  draft: string
  /** Nothing can be sent now. */
  blocked: boolean
}

/** Keeps the draft of a room's composer, shows others that somebody types, and sends. */
export function useMessageBox({ ask, room, draft, blocked }: Composing) {
  const ref = useRef<HTMLTextAreaElement>(null)
  const box = useRef<MessageBox>(undefined)
  const [length, setLength] = useState(draft.length)
  const [problem, setProblem] = useState<Failure>()
  const isBlocked = useRef(blocked)
  isBlocked.current = blocked

  const keepDraft = (text: string) => void ask('draft', { room, text: text.slice(0, DRAFT_MAX) })
  const putBack = (text: string, failure: Failure) => {
    const typedSince = ref.current?.value ?? ''
    const whole = typedSince === '' ? text : `${text}\n${typedSince}`
    box.current?.write(whole)
    keepDraft(whole)
    setProblem(failure)
  }
  const typed = (text: string) => {
    setProblem(undefined)
    keepDraft(text)
    if (text.trim() !== '') void ask('typing', { room })
  }
  /** Empties the box in the same step, so that a second Enter finds nothing to send. */
  const send = (text: string) => {
    box.current?.write('')
    setProblem(undefined)
    void ask('send', { room, id: crypto.randomUUID(), text }).then((result) => {
      if (!result.ok) putBack(text, result.error)
    })
  }

  useLayoutEffect(() => {
    if (ref.current === null) return
    const made = createMessageBox(ref.current, {
      blocked: () => isBlocked.current,
      send,
      typed,
      measured: setLength,
    })
    box.current = made
    made.write(draft)
  }, [])
  useEffect(() => ref.current?.focus(), [])

  return { ref, length, problem, send: () => box.current?.send() }
}
