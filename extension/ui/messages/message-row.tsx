import type { PersonId, RoomId } from '../../../protocol/entry.ts'
import type { RefObject, TargetedKeyboardEvent } from 'preact'
import { useLayoutEffect, useMemo, useRef } from 'preact/hooks'
import { useComputed } from '@preact/signals'
import { parseExtras, type MessageParts } from '../../../protocol/message.ts'
import { mentionsPerson, type Mentionable } from '../../shared/mentions/mentions-person.ts'
import { lazily } from '../components/lazily.tsx'
import type { LogFocus } from '../log/log-focus.ts'
import { formatTime } from '../i18n/times.ts'
import { useWords } from '../i18n/text.ts'
import type { Ask } from '../store/page-store.ts'
import { abilitiesOf, messageKey, type Abilities } from './message-abilities.ts'
import type { LogActs, MessageActs } from './message-acts.ts'
import type { MessageLine } from './log-lines.ts'
import { MessageBar } from './message-bar.tsx'
import { MessageBody } from './message-body.tsx'
import { textOf } from './text-of.ts'

const MessageMenu = lazily(async () => (await import('./message-menu.tsx')).MessageMenu)

/** Whoever reads the log. The same object for as long as nothing of it changes: each message is searched for mentions once. */
export interface Reader extends Mentionable {
  id: PersonId
}

export interface RowProps {
  line: MessageLine
  me: Reader
  room: RoomId
  ask: Ask
  /** The person may write here. */
  writable: boolean
  focus: LogFocus
  acts: MessageActs & LogActs
}

/** What a message has besides its text. */
export interface MessageTraits extends MessageParts {
  mentions: boolean
}

function traitsOf({ entry, deleted }: MessageLine, me: Reader): MessageTraits {
  const parts = parseExtras(entry)
  const mentions =
    !deleted && entry.author.id !== me.id && mentionsPerson({ title: parts.title, text: textOf(entry) }, me)
  return { ...parts, mentions }
}

function classOf({ line, me }: RowProps, { priority, mentions }: MessageTraits, isActive: boolean): string {
  const { heads, waits, deleted, entry } = line
  const kinds = {
    message: true,
    heads,
    queued: waits,
    own: entry.author.id === me.id,
    pressing: !deleted && priority >= 4,
    mentions,
    active: isActive,
  }
  return Object.entries(kinds)
    .flatMap(([name, on]) => (on ? [name] : []))
    .join(' ')
}

/** What is in a message is reached by Tab from the message alone, so that the log is one stop of it. */
function useInnerStops(row: RefObject<HTMLElement | null>, isStop: boolean): void {
  useLayoutEffect(() => {
    for (const inner of row.current?.querySelectorAll<HTMLElement>('a, button, pre') ?? []) {
      if (inner.closest('[role="toolbar"], [role="menu"], [role="dialog"]') === null)
        inner.tabIndex = isStop ? 0 : -1
    }
  })
}

const isOnControl = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest('a, button') !== null

/** Follows pointer, finger and focus for one line. `pressed`: a press brought the focus. */
function usePointing(key: string, { stop, hovered, focused }: LogFocus, pressed: RefObject<boolean>) {
  const leave = (signal: LogFocus['hovered']) => {
    if (signal.peek() === key) signal.value = undefined
  }
  return {
    onPointerEnter: ({ pointerType }: PointerEvent) => {
      if (pointerType !== 'touch') hovered.value = key
    },
    onPointerLeave: ({ pointerType }: PointerEvent) => {
      if (pointerType !== 'touch') leave(hovered)
    },
    onPointerDown: ({ target }: PointerEvent) => {
      pressed.current = !isOnControl(target)
    },
    onPointerUp: ({ pointerType, target }: PointerEvent) => {
      if (pointerType === 'touch' && !isOnControl(target))
        hovered.value = hovered.peek() === key ? undefined : key
    },
    onFocusIn: () => {
      focused.value = key
      stop.value = key
    },
    onFocusOut: ({ currentTarget, relatedTarget }: FocusEvent) => {
      const inside = currentTarget instanceof Node && relatedTarget instanceof Node
      if (inside && currentTarget.contains(relatedTarget)) return
      pressed.current = false
      leave(focused)
    },
  }
}

/** The keys of a message that has the focus itself. */
function useRowKeys({ line, focus, acts }: RowProps, can: Abilities, pressed: RefObject<boolean>) {
  return (event: TargetedKeyboardEvent<HTMLElement>) => {
    const { currentTarget: row, target } = event
    // Who pressed on a message and types may mean to write: that deletes and edits nothing.
    if (target !== row || pressed.current === true) return
    const asked = messageKey(event)
    const allowed = asked === 'edit' || asked === 'delete' ? can.change : can.answer
    if (asked === undefined || !allowed) return
    event.preventDefault()
    switch (asked) {
      case 'reply':
        return acts.reply(line)
      case 'edit':
        return acts.edit(line)
      case 'delete':
        return acts.remove(line.entry.seq)
      case 'pin':
        return acts.pin(line)
      case 'react':
        focus.menu.value = { key: line.key, kind: 'react', by: row.querySelector('button.react') ?? row }
    }
  }
}

/** A message in its room, with what the reader can do with it. */
export function MessageRow(props: RowProps) {
  const { line, me, room, ask, writable, focus, acts } = props
  const { text, language } = useWords()
  const { key, entry, heads, deleted, waits } = line
  const row = useRef<HTMLElement>(null)
  const isActive = useComputed(() => focus.active.value === key).value
  const menu = useComputed(() => (focus.menu.value?.key === key ? focus.menu.value : undefined)).value
  const isStop = useComputed(() => focus.stop.value === key).value
  useInnerStops(row, isStop)
  const pressed = useRef(false)
  const pointing = usePointing(key, focus, pressed)
  const can = abilitiesOf(line, me.id, writable)
  const onKeyDown = useRowKeys(props, can, pressed)
  const traits = useMemo(() => traitsOf(line, me), [line, me])
  const body = useMemo(
    () => <MessageBody {...props} traits={traits} />,
    [line, traits, me, room, ask, writable, focus, acts],
  )
  const time = formatTime(entry.at, language)
  return (
    <article
      ref={row}
      class={classOf(props, traits, isActive)}
      tabIndex={isStop ? 0 : -1}
      aria-label={`${entry.author.name}, ${time}`}
      data-seq={waits ? undefined : entry.seq}
      onKeyDown={onKeyDown}
      {...pointing}
    >
      {isActive && !heads && (
        <time class="gutter-time" aria-hidden="true">
          {time}
        </time>
      )}
      {body}
      {isActive && !deleted && !waits && (
        <MessageBar line={line} can={can} focus={focus} acts={acts} label={text('messageBar')} />
      )}
      {menu !== undefined && (
        <MessageMenu open={menu} line={line} can={can} me={me.id} row={row} focus={focus} acts={acts} />
      )}
    </article>
  )
}
