import type { PersonId } from '../../../protocol/entry.ts'
import type { RefObject } from 'preact'
import type { LogFocus, OpenMenu } from '../log/log-focus.ts'
import { Menu } from '../menu/menu.tsx'
import { MenuGroup, MenuItem } from '../menu/menu-item.tsx'
import { useWords } from '../i18n/text.ts'
import { EditHistory } from './edit-history.tsx'
import type { Abilities } from './message-abilities.ts'
import type { LogActs, MessageActs } from './message-acts.ts'
import type { MessageLine } from './log-lines.ts'
import { ReactionItems } from './reactions.tsx'
import { textOf } from './text-of.ts'

interface Props {
  open: OpenMenu
  line: MessageLine
  can: Abilities
  /** id of the person. */
  me: PersonId
  row: RefObject<HTMLElement | null>
  focus: LogFocus
  acts: MessageActs & LogActs
}

/** What the message has open. */
export function MessageMenu({ open, line, can, me, row, focus, acts }: Props) {
  const { text } = useWords()
  const leave = () => {
    focus.menu.value = undefined
  }
  const close = () => {
    leave()
    row.current?.focus({ preventScroll: true })
  }
  const shared = { button: { current: open.by }, onClose: close, onLeave: leave }
  switch (open.kind) {
    case 'react':
      return (
        <Menu title={text('react')} across {...shared}>
          <ReactionItems state={line.state} me={me} onPick={(emoji) => acts.react(line, emoji)} />
        </Menu>
      )
    case 'history':
      return <EditHistory versions={acts.versions(line)} {...shared} />
    case 'more':
      return (
        <Menu title={text('moreActions')} {...shared}>
          {can.answer && (
            <MenuItem onPick={() => acts.pin(line)}>
              {text(line.state.pinnedBy === undefined ? 'pin' : 'unpin')}
            </MenuItem>
          )}
          <MenuItem onPick={() => acts.copy(textOf(line.entry))}>{text('copyText')}</MenuItem>
          {!line.waits && <MenuItem onPick={() => acts.copyLink(line)}>{text('copyMessageLink')}</MenuItem>}
          {can.change && (
            <MenuGroup>
              <MenuItem danger onPick={() => acts.remove(line.entry.seq)}>
                {text('delete')}
              </MenuItem>
            </MenuGroup>
          )}
        </Menu>
      )
  }
}
