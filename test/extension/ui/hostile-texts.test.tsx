// @vitest-environment happy-dom
import { signal } from '@preact/signals'
import { describe, expect, it } from 'vitest'
import { actionTarget } from '../../../extension/bridge/action-target.ts'
import { systemWords } from '../../../extension/background/system-words.ts'
import { Confirm } from '../../../extension/confirm/confirm.tsx'
import { cardButtons } from '../../../extension/toast/card-buttons.ts'
import { cardWords } from '../../../extension/toast/card-words.ts'
import { drawWords } from '../../../extension/toast/draw-words.ts'
import { RoomLog } from '../../../extension/ui/log/room-log.tsx'
import type { Entry } from '../../../protocol/entry.ts'
import { card } from '../toast/cards.ts'
import { english } from './english-words.ts'
import { leo, message, mina, roomView } from './entries.ts'
import { overview } from './fake-store.ts'
import { find, mount, recordAsks, settle } from './mount.tsx'

/** Texts that would be markup, lead elsewhere than they read, or turn what is around them, where they were drawn carelessly. */
const corpus = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '"><svg onload=alert(1)>',
  '<a href="https://evil.example">https://good.example</a>',
  '<iframe srcdoc="<script>1</script>">',
  '&lt;b&gt;&#60;i&#62;',
  '{{constructor}}${alert(1)}',
  'javascript:alert(1) data:text/html,x vbscript:x file:///etc/passwd',
  'jAvAsCrIpT&colon;alert(1)',
  'https://good.example@evil.example/ https://good.example:443@evil.example',
  'https://good.example\\@evil.example/',
  'https://good.example%2f@evil.example',
  'https://gооd.example/ https://аррle.com',
  'https://good.example\u202e/moc.live//:sptth',
  'https://\u2066evil.example\u2069/',
  'http://0x7f.1/ http://2130706433/',
  '[good.example](https://evil.example) <https://evil.example>',
  'https://good.example.evil.example/good.example',
  '\u202egnp.exe \u2067x\u2069 \u200e\u200f\u061c',
  'a\u0301\u0301\u0301\u0301\u0301\u0301 \ufdfd \u3164',
  '\u0000\u0007\u001b[31mred',
]

/** What these pages draw themselves. */
const expected = new Set(
  'a article b bdi br button div h1 h2 header main mark ol li p path pre section span svg textarea time ul'.split(
    ' ',
  ),
)

const line = (text: string): string => text.replace(/\p{Cc}/gu, ' ').trim()

/** Anything that ran, loads or leads elsewhere than it reads. */
function wrongIn(root: ParentNode): string[] {
  return [...root.querySelectorAll('*')].flatMap((element) => {
    const tag = element.localName
    if (!expected.has(tag)) return [`<${tag}>`]
    const handlers = [...element.attributes].map(({ name }) => name).filter((name) => /^on|^src/.test(name))
    if (handlers.length > 0) return handlers
    if (tag !== 'a') return []
    const { protocol, host } = new URL(element.getAttribute('href') ?? '')
    const reads = element.textContent.toLowerCase()
    return /^https?:$/.test(protocol) && new URL(reads).host === host && reads.includes(host) ? [] : [reads]
  })
}

const asMarkup = (text: string): HTMLElement =>
  new DOMParser().parseFromString(`<p>${text}</p>`, 'text/html').body

it('S6 control: a drawing that takes texts for markup, or every address for its own, is caught', () => {
  const caught = corpus.filter((text) => {
    return wrongIn(asMarkup(text)).length > 0
  })
  expect(caught).toEqual(corpus.filter((text) => /<[a-z]/.test(text) && !text.includes('> <https')))
  const lie = '<a href="https://evil.example">https://good.example</a>'
  expect(wrongIn(asMarkup(lie))).toEqual(['https://good.example'])
})

const host = 'true-host.example'
const evil = (text: string): Entry => ({
  ...message(1, { ...leo, name: line(text) }),
  body: {
    text,
    title: line(text).slice(0, 120),
    actions: [
      {
        type: 'http',
        label: line(text).slice(0, 32).trim(),
        url: `https://${host}/x`,
        method: 'POST',
        body: text,
      },
      {
        type: 'copy',
        label: 'Copy',
        value: line(text).replace(/[\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g, ''),
      },
    ],
  },
})

describe.each(corpus)('S6 %j', (text) => {
  it('is text in the log of a room, with its title, author, buttons and the name of the room', () => {
    const { ask } = recordAsks({})
    mount(
      <RoomLog
        view={roomView([evil(text)])}
        name={line(text)}
        me={mina}
        keywords={[]}
        connection="connected"
        showing={false}
        ask={ask}
        onTrim={() => undefined}
      />,
    )
    expect(wrongIn(document.body)).toEqual([])
    expect(find('.message-text').textContent).toBe(text)
    expect(find<HTMLButtonElement>('.message-actions button').title).toBe(`POST https://${host}/x`)
  })

  it('is text on a card, and its button names the true host', () => {
    const written = { author: line(text), room: line(text), title: line(text), text }
    const target = actionTarget({ type: 'http', label: 'x', url: `https://${host}/x`, method: 'POST' })
    const action = { type: 'http' as const, label: line(text), target, value: undefined }
    const shown = card({ ...written, actions: [action] })
    const none = (): void => undefined
    const acts = { reply: none, open: none, dismiss: none, acknowledge: none, claim: none, action: none }
    document.body.replaceChildren(
      ...drawWords(cardWords(shown, english)),
      ...cardButtons(shown, { text: english.text, allows: () => true }, acts),
    )
    expect(wrongIn(document.body)).toEqual([])
    expect(find('.text').textContent).toBe(text)
    expect(find('.action .host bdi').textContent).toBe(host)
    expect(find('.action').title).toBe(`Sends a request: POST https://${host}/x`)
  })

  it('is text on the page that asks, with the address by itself', async () => {
    const { ask } = recordAsks({
      message: {
        ok: true,
        value: {
          ...{
            room: line(text),
            logId: 'log-1',
            author: line(text),
            title: line(text),
            text,
            at: 0,
            priority: 3,
          },
          ...{ actions: evil(text).body['actions'], claimedBy: undefined },
        },
      },
    })
    const asked = { room: 'ops', logId: 'log-1', seq: 1, what: 0 } as const
    const page = { ask, asked, close: () => undefined, copy: () => Promise.resolve(true) }
    mount(<Confirm overview={signal(overview())} {...page} />)
    await settle()
    expect(wrongIn(document.body)).toEqual([])
    expect(find('.address-line').textContent).toBe(`POST ${host}/x`)
    // Nothing in what is carried turns or hides what is around it.
    expect(find('pre').textContent.replace(/[\n\t]/g, '')).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u)
  })

  it('is text, and nothing more, in a notification of the system', () => {
    const shown = card({ author: line(text), room: line(text), title: line(text), text })
    const words = systemWords({ card: shown, more: 0, urgent: false, sound: true }, english.text)
    expect(words.message).toContain(text)
    expect(Object.values(words).every((word) => typeof word === 'string' || typeof word === 'boolean')).toBe(
      true,
    )
  })
})
