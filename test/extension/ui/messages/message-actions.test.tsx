// @vitest-environment happy-dom
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Entry, Priority } from '../../../../protocol/entry.ts'
import { RoomLog } from '../../../../extension/ui/log/room-log.tsx'
import { leo, message, mina, other, roomView } from '../entries.ts'
import { recordActs } from '../message-acts.ts'
import { find, mount, press, pressKey, recordAsks, refusal, refusalWords } from '../mount.tsx'

const view = { type: 'view', label: 'Open it', url: 'https://wiki.example.org/runbook' }
const http = { type: 'http', label: 'Roll back', url: 'https://ci.example.org:8443/back', method: 'POST' }
const copy = { type: 'copy', label: 'Copy host', value: 'db-1' }

const alarm = ({ priority, ...body }: { priority?: Priority; [field: string]: unknown }): Entry => ({
  ...message(1),
  priority,
  body: { text: 'It burns', ...body },
})
const claim = (seq: number, of: number, author = leo): Entry => ({
  ...other(seq, 'claim', author),
  about: of,
})

function show(entries: Entry[], answers: Parameters<typeof recordAsks>[0] = {}) {
  const { ask, asked } = recordAsks(answers)
  const log = (what: Entry[]) => (
    <RoomLog
      view={roomView(what)}
      name="general"
      me={mina}
      keywords={['deploy']}
      connection="connected"
      showing={false}
      ask={ask}
      writable
      acts={recordActs()}
      onTrim={() => undefined}
    />
  )
  const draw = mount(log(entries))
  return { asked, words: () => document.body.textContent, show: (next: Entry[]) => draw(log(next)) }
}
const run = (index: number) => ({ name: 'run-action', input: { room: 'general', seq: 1, index } })
const buttons = () => [...document.querySelectorAll('.message button')].map((button) => button.textContent)
const result = () => find('.action-result')

describe('a message', () => {
  it('shows its title first, and its priority in a word', () => {
    const { words } = show([alarm({ title: 'Disk full', priority: 4 })])
    expect(words()).toMatch(/Important.*Disk full.*It burns/)
    expect(show([alarm({ priority: 5 })]).words()).toContain('Urgent')
    expect(show([alarm({ priority: 3 })]).words()).not.toMatch(/Important|Urgent/)
    expect(buttons()).toEqual([])
  })
  it('shows no markup of its title', () => {
    show([alarm({ title: '<b>x</b>' })])
    expect(find('.message-title').children).toHaveLength(0)
  })
})

describe('a message that mentions the person', () => {
  const marked = (body: object, author = leo) => {
    show([{ ...message(1, author), body: { text: 'x', ...body } }])
    const words = find('.message').textContent.includes('Mentions you')
    expect(find('.message').classList.contains('mentions')).toBe(words)
    return words
  }
  it.each([
    ['by name', { text: 'hi @Mina' }],
    ['as everybody in the room', { text: '@room lunch' }],
    ['with a keyword', { text: 'the deploy failed' }],
    ['in its title', { title: 'deploy failed' }],
  ])('is marked, in words too: %s', (_, body) => {
    expect(marked(body)).toBe(true)
  })
  it('is not one’s own, nor one that mentions somebody else', () => {
    expect(marked({ text: '@room lunch' }, mina)).toBe(false)
    expect(marked({ text: 'hi @Leo' })).toBe(false)
  })
})

describe('an action', () => {
  it('that views asks the background to open it', async () => {
    const { asked } = show([alarm({ actions: [copy, view] })], {
      'run-action': { ok: true, value: { status: undefined } },
    })
    await press(find('button', 'Open it'))
    expect(asked).toEqual([run(1)])
    expect(result().textContent).toBe('')
  })
  it('that sends a request says where to and asks first', async () => {
    const { asked, words } = show([alarm({ actions: [http] })], {
      'run-action': { ok: true, value: { status: 204 } },
    })
    await press(find('button', 'Roll back'))
    expect(asked).toEqual([])
    expect(words()).toContain('Send POST to ci.example.org:8443?')
    expect(document.activeElement?.textContent).toBe('Do it')
    await press(find('button', 'Do it'))
    expect(asked).toEqual([run(0)])
    expect(result().textContent).toBe('Done: ci.example.org:8443 answered 204.')
    expect(document.activeElement?.textContent).toBe('Roll back')
  })
  it('that opens a page of a private network or of this computer asks first', async () => {
    const { asked, words } = show([alarm({ actions: [{ ...view, url: 'http://0x7f.1:9200/_all' }] })])
    await press(find('button', 'Open it'))
    expect([asked, find('.address-line').textContent]).toEqual([[], '127.0.0.1:9200/_all'])
    expect(words()).toContain('Open 127.0.0.1:9200?')
  })
  it.each(['Cancel', 'Escape'])('that was asked about can be left: %s', async (how) => {
    const { asked, words } = show([alarm({ actions: [view, http] })])
    await press(find('button', 'Roll back'))
    if (how === 'Escape') await pressKey('Escape')
    else await press(find('button', 'Cancel'))
    expect(words()).not.toContain('Send POST')
    expect(asked).toEqual([])
    expect(document.activeElement?.textContent).toBe('Roll back')
  })
  it('says so when the other side refused', async () => {
    show([alarm({ actions: [http] })], { 'run-action': { ok: true, value: { status: 403 } } })
    await press(find('button', 'Roll back'))
    await press(find('button', 'Do it'))
    expect(result().textContent).toBe('ci.example.org:8443 answered 403: it was not done.')
    expect(result().classList.contains('problem')).toBe(true)
  })
  it('says why it did not work', async () => {
    show([alarm({ actions: [view] })], { 'run-action': refusal })
    await press(find('button', 'Open it'))
    expect(result().textContent).toBe(refusalWords)
  })
  it('that may have been carried out is not to be pressed again unseen', async () => {
    const reason = { kind: 'perhaps-done', host: 'ci.example.org:8443' }
    show([alarm({ actions: [http] })], { 'run-action': { ok: false, error: { ...refusal.error, reason } } })
    await press(find('button', 'Roll back'))
    await press(find('button', 'Do it'))
    expect(result().textContent).toBe(
      'It may have been carried out: ci.example.org:8443 gave no answer that can be read. Look there before you press again.',
    )
  })
  it('runs once, however often it is pressed meanwhile', async () => {
    const { asked } = show([alarm({ actions: [view], priority: 5 })], {
      'run-action': new Promise(() => undefined),
    })
    await press(find('button', 'Open it'))
    await press(find('button', 'Open it'))
    await press(find('button', 'I have it'))
    expect(asked).toHaveLength(1)
    expect(result().textContent).toBe('Working on it…')
    expect(find('button', 'Open it').getAttribute('aria-disabled')).toBe('true')
  })
})

describe('an action that copies', () => {
  afterEach(() => void vi.restoreAllMocks())

  it('does it in the page, and says so', async () => {
    const write = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue()
    const { asked } = show([alarm({ actions: [copy] })])
    await press(find('button', 'Copy host db-1'))
    expect(write).toHaveBeenCalledWith('db-1')
    expect([asked, result().textContent]).toEqual([[], 'Copied'])
  })
  it('shows a short text on its button', () => {
    show([alarm({ actions: [copy] })])
    expect(find('.button-value').textContent).toBe('db-1')
  })
  it('shows any other text first', async () => {
    const write = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue()
    show([alarm({ actions: [{ ...copy, value: 'sudo\u200b rm -r\n/' }] })])
    await press(find('button', 'Copy host'))
    expect([find('pre').textContent, write.mock.calls]).toEqual(['sudoU+200B rm -r\n/', []])
    await press(find('button', 'Do it'))
    expect(write).toHaveBeenCalledWith('sudo\u200b rm -r\n/')
  })
  it('says that the browser refused', async () => {
    vi.spyOn(navigator.clipboard, 'writeText').mockRejectedValue(new Error('no'))
    show([alarm({ actions: [copy] })])
    await press(find('button', 'Copy host db-1'))
    expect(result().textContent).toBe('The browser refused to copy.')
  })
})

describe('an urgent message', () => {
  it('can be taken by whoever has it', async () => {
    const { asked } = show([alarm({ priority: 5 })])
    await press(find('button', 'I have it'))
    const id = expect.any(String) as string
    expect(asked).toEqual([
      { name: 'append', input: { room: 'general', id, kind: 'claim', about: 1, body: {} } },
    ])
  })
  it('says why it could not be taken, and can still be', async () => {
    show([alarm({ priority: 5 })], { append: refusal })
    await press(find('button', 'I have it'))
    expect(result().textContent).toBe(refusalWords)
    expect(buttons()).toEqual(['I have it'])
  })
  it('says who has it: the first in the log; then nobody else can', () => {
    const { words } = show([alarm({ priority: 5 }), claim(2, 1, leo), claim(3, 1, mina)])
    expect(find('.message-sign').textContent.trim()).toBe('Leo has it')
    expect(words()).not.toContain('Mina')
    expect(buttons()).toEqual([])
  })
  it('keeps the focus in the log as its button goes', () => {
    const urgent = alarm({ priority: 5 })
    const { show: showNext } = show([urgent])
    find('button', 'I have it').focus()
    showNext([urgent, claim(2, 1)])
    expect(document.activeElement).toBe(find('article[data-seq="1"]'))
  })
})
