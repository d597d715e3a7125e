import { signal } from '@preact/signals'
import * as v from 'valibot'
import { systemWords } from '../../../../extension/background/system-words.ts'
import { parseMessage } from '../../../../extension/shared/format/parse-message.ts'
import { plainText } from '../../../../extension/shared/format/plain-text.ts'
import { actionTarget } from '../../../../extension/shared/action-target.ts'
import { Confirm } from '../../../../extension/confirm/confirm.tsx'
import { RoomsSection } from '../../../../extension/options/alerts/rooms-section.tsx'
import { cardButtons } from '../../../../extension/toast/card-buttons.ts'
import { cardWords } from '../../../../extension/toast/card-words.ts'
import { drawWords } from '../../../../extension/toast/draw-words.ts'
import { RoomMenu } from '../../../../extension/ui/mute/room-menu.tsx'
import { RoomLog } from '../../../../extension/ui/log/room-log.tsx'
import { RoomList } from '../../../../extension/ui/components/room-list.tsx'
import { TypingLine } from '../../../../extension/ui/components/typing-line.tsx'
import { readNameSchema, type Entry } from '../../../../protocol/entry.ts'
import { titleSchema } from '../../../../protocol/message.ts'
import { wordsOf } from '../../../extension/shared/format/show-tree.ts'
import { card } from '../../../extension/toast/cards.ts'
import { english } from '../../../extension/ui/english-words.ts'
import { leo, message, mina, roomView } from '../../../extension/ui/entries.ts'
import { overview, roomSummary } from '../../../extension/ui/fake-store.ts'
import { recordActs } from '../../../extension/ui/message-acts.ts'
import { find, mount, recordAsks, settle } from '../../../extension/ui/mount.tsx'
import { turns } from './wrong-in.ts'

/** Draws the text into the emptied document; answers which words are not there as they were written. */
type Draw = (text: string) => string[] | Promise<string[]>

const host = 'true-host.example'
const none = (): void => undefined

/** A name and a title as they come in from a server. What no door lets in is not drawn. */
const nameOf = (text: string): string => v.parse(readNameSchema, text) || 'Name'
const titleOf = (text: string): string | undefined => {
  const parsed = v.safeParse(titleSchema, text.replace(/\p{Cc}/gu, ' ').slice(0, 120))
  return parsed.success ? parsed.output : undefined
}
const labelOf = (text: string): string =>
  text
    .replace(/\p{Cc}/gu, ' ')
    .slice(0, 32)
    .trim() || 'x'

const evil = (text: string): Entry => ({
  ...message(1, { ...leo, name: nameOf(text) }),
  body: {
    text,
    title: titleOf(text),
    actions: [
      { type: 'http', label: labelOf(text), url: `https://${host}/x`, method: 'POST', body: text },
      {
        type: 'copy',
        label: 'Copy',
        value: text.replace(/[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu, ' '),
      },
    ],
  },
})

/** What shows of it: its marks do not. `keeps all signs but its marks` is a test of the parser's own. */
const readsOf = (text: string): string => wordsOf(parseMessage(text))

const same = (place: string, reads: string | undefined, written: string): string[] =>
  reads === written ? [] : [`${place} reads ${JSON.stringify(reads)}, not ${JSON.stringify(written)}`]

function drawLog(text: string): string[] {
  mount(
    <RoomLog
      view={roomView([evil(text)])}
      name={nameOf(text)}
      me={mina}
      keywords={[]}
      connection="connected"
      showing={false}
      ask={recordAsks({}).ask}
      writable
      acts={recordActs()}
      onTrim={none}
    />,
  )
  return [
    ...same('the message', find('.message-text').textContent, readsOf(text)),
    ...same('the author', find('.message-author').textContent, nameOf(text)),
    ...same(
      'the hint of its button',
      find<HTMLButtonElement>('.message-actions button').title,
      `POST https://${host}/x`,
    ),
  ]
}

function drawRoomList(text: string): string[] {
  const rooms = [
    roomSummary('one', { name: nameOf(text), unread: 3 }),
    roomSummary('two', { name: nameOf(text), level: 'nothing' }),
  ]
  mount(<RoomList rooms={rooms} everywhere="all" shown="one" onOpen={none} />)
  return same('the room', find('.room-name').textContent, nameOf(text))
}

function drawRoomMenu(text: string): string[] {
  const room = roomSummary('one', { name: nameOf(text) })
  const value = { level: null, mutedUntil: null }
  mount(<RoomMenu room={room} everywhere="all" value={value} onChange={none} />)
  return find<HTMLButtonElement>('button').title.includes(nameOf(text))
    ? []
    : ['the menu does not name the room']
}

function drawSettings(text: string): string[] {
  mount(<RoomsSection rooms={[roomSummary('one', { name: nameOf(text) })]} ask={recordAsks({}).ask} />)
  return same('the room', find('.row-name').textContent, `#${nameOf(text)}`)
}

function drawTyping(text: string): string[] {
  mount(<TypingLine names={[nameOf(text)]} />)
  return same('who types', find('.typing bdi').textContent, nameOf(text))
}

function drawCard(text: string): string[] {
  const written = { author: nameOf(text), room: nameOf(text), title: titleOf(text), text }
  const target = actionTarget({ type: 'http', label: 'x', url: `https://${host}/x`, method: 'POST' })
  const action = { type: 'http' as const, label: labelOf(text), target, value: undefined }
  const shown = card({ ...written, actions: [action] })
  const acts = { reply: none, open: none, dismiss: none, acknowledge: none, claim: none, action: none }
  document.body.replaceChildren(
    ...drawWords(cardWords(shown, english)),
    ...cardButtons(shown, { text: english.text, allows: () => true }, acts),
  )
  return [
    ...same('the message', find('.text').textContent, readsOf(text)),
    ...same('the host', find('.action .host bdi').textContent, host),
    ...same('the hint of its button', find('.action').title, `Sends a request: POST https://${host}/x`),
    ...(written.title === undefined || document.body.textContent.includes(written.title)
      ? []
      : ['the title is not on the card']),
  ]
}

async function drawConfirm(text: string): Promise<string[]> {
  document.body.replaceChildren()
  const { ask } = recordAsks({
    message: {
      ok: true,
      value: {
        ...{ room: nameOf(text), logId: 'log-1', author: nameOf(text), title: titleOf(text), text, at: 0 },
        ...{ priority: 3, actions: evil(text).body['actions'], claimedBy: undefined },
      },
    },
  })
  const asked = { room: 'ops', logId: 'log-1', seq: 1, what: 0 } as const
  const page = { ask, asked, close: none, copy: () => Promise.resolve(true) }
  mount(<Confirm overview={signal(overview())} {...page} />)
  await settle()
  return [
    ...same('the address', find('.address-line').textContent, `POST ${host}/x`),
    // Nothing in what is carried turns or hides what is around it.
    ...(turns(find('.shown-text').textContent.replace(/[\n\t]/g, ''))
      ? ['what is sent turns what is around it']
      : []),
  ]
}

/** Words alone: the system draws them, as text. */
function drawNotification(text: string): string[] {
  document.body.replaceChildren()
  const shown = card({ author: nameOf(text), room: nameOf(text), title: titleOf(text), text })
  const words = systemWords({ card: shown, more: 0, urgent: false, sound: true }, english.text)
  return [
    ...(words.message.includes(plainText(parseMessage(text)))
      ? []
      : ['the message is not in the notification']),
    ...(turns(words.title) ? [`the title turns: ${JSON.stringify(words.title)}`] : []),
    ...(Object.keys(words).join() === 'title,message,urgent' ? [] : ['a notification has more than words']),
  ]
}

/** Every place where a text of somebody else shows. */
export const places: Record<string, Draw> = {
  'the log of a room': drawLog,
  'the list of rooms': drawRoomList,
  'the menu of a room': drawRoomMenu,
  'the settings of rooms': drawSettings,
  'the line of who types': drawTyping,
  'a card of a toast': drawCard,
  'the page that asks': drawConfirm,
  'a notification of the system': drawNotification,
}
