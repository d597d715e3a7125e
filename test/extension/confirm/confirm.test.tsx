// @vitest-environment happy-dom
import { signal } from '@preact/signals'
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { MessageView, RequestName } from '../../../extension/shared/requests.ts'
import { Confirm } from '../../../extension/confirm/confirm.tsx'
import type { Overview } from '../../../extension/shared/view.ts'
import type { Asked } from '../../../extension/confirm/read-asked.ts'
import { overview as overviewWith } from '../ui/fake-store.ts'
import { find, mount, recordAsks, settle } from '../ui/mount.tsx'

const message = (change: Partial<MessageView> = {}): MessageView => ({
  room: 'ops',
  logId: 'log-1',
  author: { id: 'p-monitoring', name: 'Monitoring' },
  title: 'Disk full',
  text: 'No writes since 14:02.',
  at: Date.UTC(2026, 10, 24, 12),
  priority: 5,
  actions: [
    { type: 'http', label: 'Restart', url: 'https://ci.example.org/restart', method: 'POST' },
    { type: 'view', label: 'Runbook', url: 'https://wiki.example.org/disk' },
    { type: 'copy', label: 'Copy id', value: 'db-2' },
  ],
  claimedBy: undefined,
  ...change,
})

let now: number
const overview = signal<Overview | undefined>()
const close = vi.fn()
const copy = vi.fn<(text: string) => Promise<boolean>>()
beforeEach(() => {
  vi.restoreAllMocks()
  vi.resetAllMocks()
  now = 0
  overview.value = overviewWith()
  vi.spyOn(performance, 'now').mockImplementation(() => now)
  copy.mockResolvedValue(true)
})
afterAll(() => vi.restoreAllMocks())

async function open(what: Asked['what'] | undefined, answers: Partial<Record<RequestName, unknown>> = {}) {
  const recorded = recordAsks({ message: { ok: true, value: message() }, ...answers })
  const asked = what === undefined ? undefined : { room: 'ops', logId: 'log-1', seq: 7, what }
  mount(<Confirm overview={overview} ask={recorded.ask} asked={asked} close={close} copy={copy} />)
  await settle()
  now += 500
  return recorded.asked
}
const press = async (label: string): Promise<void> => {
  find('button', label).click()
  await settle()
}
const says = (): string => document.body.textContent
const unavailable = { ok: false, error: { code: 'unavailable', message: '' } }

describe('it shows', () => {
  it('the message and where the action leads, before anything is done', async () => {
    const asked = await open(0)
    for (const part of ['Monitoring', '#ops', 'Disk full', 'No writes since 14:02.', '“Restart”?'])
      expect(says()).toContain(part)
    expect(says()).toContain('Sends a POST request to ci.example.org.')
    expect(asked).toEqual([{ name: 'message', input: { room: 'ops', seq: 7 } }])
  })

  it.each<[Asked['what'], string]>([
    [1, 'Opens a page of wiki.example.org.'],
    [2, 'Copies this text:db-2'],
    ['claim', 'Everybody sees that you take care of it'],
    ['acknowledge', 'Acknowledge this message?'],
  ])('what %s does', async (what, words) => {
    await open(what)
    expect(says()).toContain(words)
  })

  it.each<[Asked['what'], string]>([
    [0, 'Sends a POST request to ci.example.org.'],
    [2, 'Its text is hidden now, so it is not copied.'],
    ['acknowledge', 'Acknowledge this message?'],
  ])('while the text is hidden only that there is a message, and what %s does', async (what, words) => {
    overview.value = overviewWith({ textHidden: 'sharing' })
    await open(what)
    expect(find('.confirm-message').textContent).toBe('New message in #ops')
    expect(says()).not.toMatch(/Monitoring|Disk full|No writes|db-2/)
    expect(says()).toContain(words)
  })

  it('the whole of where a request leads: its method, host and path, cut in the middle', async () => {
    const url = `https://ci.example.org/${'a'.repeat(300)}/end?x=1`
    const action = { type: 'http', label: 'Go', url, method: 'DELETE', body: 'now' } as const
    await open(0, { message: { ok: true, value: message({ actions: [action] }) } })
    const line = find('.address-line')
    expect(line.title).toBe(`DELETE ${url}`)
    expect(line.textContent).toMatch(/^DELETE ci\.example\.org\/a+…a+\/end\?x=1$/)
    expect(line.querySelector('bdi')?.dir).toBe('ltr')
    expect(find('pre').textContent).toBe('now')
  })

  it.each([
    ['https://nas.local/x', 'nas.local is in a private network.'],
    ['https://10.0.0.1:8443/x', '10.0.0.1:8443 is in a private network.'],
    ['https://localhost./x', 'localhost. is this computer.'],
    ['https://ci.example.org/x', undefined],
  ])('that %s is no host of the open net', async (url, words) => {
    const action = { type: 'view', label: 'Go', url } as const
    await open(0, { message: { ok: true, value: message({ actions: [action] }) } })
    if (words === undefined) expect(document.querySelector('.confirm-warning')).toBeNull()
    else expect(find('.confirm-warning').textContent).toContain(words)
  })

  it('a text to copy as it is, with what nobody sees as its number', async () => {
    const action = { type: 'copy', label: 'Go', value: 'ls\u200b -l\n\trm' } as const
    await open(0, { message: { ok: true, value: message({ actions: [action] }) } })
    expect(find('pre').textContent).toBe('lsU+200B -l\n\trm')
    expect(find('pre .unseen-sign').textContent).toBe('U+200B')
    await press('Go')
    expect(copy.mock.calls).toEqual([['ls\u200b -l\n\trm']])
  })

  it('not who has it while the text is hidden', async () => {
    overview.value = overviewWith({ textHidden: 'by-setting' })
    await open('claim', { message: { ok: true, value: message({ claimedBy: 'Mina' }) } })
    expect(says()).toContain('Somebody has it')
    expect(says()).not.toContain('Mina')
  })

  it('nothing before it is known whether the text is hidden, and hides it as soon as it is to be', async () => {
    overview.value = undefined
    await open(0)
    expect(says()).not.toContain('Disk full')
    overview.value = overviewWith()
    await settle()
    expect(says()).toContain('Disk full')
    overview.value = overviewWith({ textHidden: 'sharing' })
    await settle()
    expect(says()).not.toContain('Disk full')
  })

  it('why there is nothing to ask', async () => {
    await open(undefined)
    expect(says()).toContain('There is nothing here to confirm.')
    await open(0, { message: { ok: true, value: message({ actions: [] }) } })
    expect(says()).toContain('There is nothing here to confirm.')
    await open(0, { message: { ok: false, error: { code: 'unknown_room', message: '' } } })
    expect(find('[role=alert]').textContent).toBe('You are no longer in this room, or it is gone.')
  })

  it('that the message is gone, and not that something was typed wrong', async () => {
    const error = { code: 'malformed', message: '', reason: { kind: 'gone' } }
    await open(0, { message: { ok: false, error } })
    expect(find('[role=alert]').textContent).toBe(
      'This message or its button is not here any more, so nothing was done. Look for it in its room.',
    )
  })

  it('that the address is of a log that is gone: the same number is another message now', async () => {
    await open('claim', { message: { ok: true, value: message({ logId: 'log-2' }) } })
    expect(find('[role=alert]').textContent).toContain('The room was restored from a backup')
    expect(says()).not.toContain('Disk full')
  })

  it('who has it already, and asks no more', async () => {
    await open('claim', { message: { ok: true, value: message({ claimedBy: 'Mina' }) } })
    expect(says()).toContain('Mina has it already.')
    expect([...document.querySelectorAll('button')].map(({ textContent }) => textContent)).toEqual(['Close'])
  })
})

describe('it does what was confirmed, once,', () => {
  it.each<[Asked['what'], string, RequestName, unknown, object, string]>([
    ['acknowledge', 'Acknowledge', 'seen', { ok: true, value: null }, {}, 'Acknowledged.'],
    [0, 'Restart', 'run-action', { ok: true, value: { status: 200 } }, { index: 0 }, 'Sent: answered 200.'],
    [1, 'Runbook', 'run-action', { ok: true, value: { status: undefined } }, { index: 1 }, 'Opened.'],
  ])('and says what happened: %s', async (what, label, name, answer, input, words) => {
    const asked = await open(what, { [name]: answer })
    await press(label)
    expect(asked.slice(2)).toEqual([{ name, input: { room: 'ops', seq: 7, ...input } }])
    expect(find('[role=status]').textContent).toBe(words)
    await press('Close')
    expect(close).toHaveBeenCalledOnce()
  })

  it('and says what happened: claim', async () => {
    const asked = await open('claim', { append: { ok: true, value: null } })
    await press('I have it')
    const id = expect.any(String) as string
    expect(asked.slice(2)).toEqual([
      { name: 'append', input: { room: 'ops', id, kind: 'claim', about: 7, body: {} } },
    ])
    expect(find('[role=status]').textContent).toBe('You have it.')
  })

  it.each<[Asked['what'], string]>([
    ['acknowledge', 'Acknowledge'],
    ['claim', 'I have it'],
    [0, 'Restart'],
  ])('but nothing once the log is another one: %s', async (what, label) => {
    const answers = { message: { ok: true, value: message() } }
    const asked = await open(what, answers)
    answers.message.value = message({ logId: 'log-2' })
    await press(label)
    expect(asked.map(({ name }) => name)).toEqual(['message', 'message'])
    expect(find('[role=status]').textContent).toContain('The room was restored from a backup')
  })

  it('but not by a click that was meant for what was there before', async () => {
    const asked = await open(0)
    now = 499
    await press('Restart')
    expect(asked).toHaveLength(1)
  })

  it('copies by itself', async () => {
    const asked = await open(2)
    await press('Copy id')
    expect([copy.mock.calls, asked.length, find('[role=status]').textContent]).toEqual([
      [['db-2']],
      1,
      'Copied',
    ])
    copy.mockResolvedValue(false)
    await open(2)
    await press('Copy id')
    expect(find('[role=status]').textContent).toBe('The browser refused to copy.')
  })

  it('or says why not, and may be tried again', async () => {
    const asked = await open(0, { 'run-action': unavailable })
    await press('Restart')
    expect(find('[role=status]').textContent).toBe('It did not work just now. Try again.')
    await press('Restart')
    expect(asked.filter(({ name }) => name === 'run-action')).toHaveLength(2)
  })

  it('or that it may have been done', async () => {
    const error = { ...unavailable.error, reason: { kind: 'perhaps-done', host: 'ci.example.org' } }
    await open(0, { 'run-action': { ok: false, error } })
    await press('Restart')
    expect(find('[role=status]').textContent).toContain(
      'It may have been carried out: ci.example.org gave no',
    )
  })

  it('and nothing of it by Cancel or Escape', async () => {
    const asked = await open(0)
    await press('Cancel')
    document.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape' }))
    expect([asked.length, close.mock.calls.length]).toEqual([1, 2])
  })
})
