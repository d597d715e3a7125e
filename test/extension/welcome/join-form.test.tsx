// @vitest-environment happy-dom
import { act } from 'preact/test-utils'
import { describe, expect, it } from 'vitest'
import type { JoinProblem } from '../../../extension/shared/requests.ts'
import type { Overview } from '../../../extension/shared/view.ts'
import { JoinForm } from '../../../extension/welcome/join-form.tsx'
import { find, mount, recordAsks, settle } from '../ui/mount.tsx'

const link = (kind: 'i' | 'b') => `https://chat.example.org/join#${kind}${'x'.repeat(43)}`

function open(invite = '', refusal?: JoinProblem) {
  const { ask, asked } = recordAsks(refusal === undefined ? {} : { join: { ok: false, error: refusal } })
  mount(<JoinForm ask={ask} invite={invite} joining={undefined} />)
  const type = (name: string, text: string) => {
    const box = find<HTMLInputElement>('input', name)
    box.value = text
    void act(() => void box.dispatchEvent(new InputEvent('input', { bubbles: true })))
  }
  const join = async () => {
    await act(() => void find('form').dispatchEvent(new Event('submit', { bubbles: true, cancelable: true })))
    await settle()
  }
  return {
    asked,
    type,
    join,
    alerts: () => [...document.querySelectorAll('[role="alert"]')].map((p) => p.textContent),
  }
}

describe('the form to join', () => {
  it('sends link and name, trimmed', async () => {
    const form = open()
    form.type('Invite link', ` ${link('i')} `)
    form.type('Your name', ' Mina ')
    await form.join()
    expect(form.asked).toEqual([{ name: 'join', input: { link: link('i'), name: 'Mina' } }])
  })
  it.each([
    ['', 'Paste your invite link here.'],
    ['https://chat.example.org/', 'This is not an invite link. It ends with /join#… and some letters.'],
    [
      'https://chat.example.org/join#i',
      'Part of the link is missing. Copy all of it, with what follows the #.',
    ],
    [
      link('i').replace('https', 'http'),
      'http:// is only for this computer. Ask for a link that begins with https://.',
    ],
  ])('says what is wrong with the link %j, and sends nothing', async (text, sentence) => {
    const form = open(text)
    await form.join()
    expect(form.alerts()).toContain(sentence)
    expect(document.activeElement?.id).toBe('invite')
    expect(form.asked).toEqual([])
  })
  it('asks for a name, and does not for a link that adds a browser', async () => {
    const form = open(link('i'))
    await form.join()
    expect(form.alerts()).toContain('Type the name that others will see, up to 64 characters.')
    expect(form.asked).toEqual([])
    const other = open(link('b'))
    expect(() => find('input', 'Your name')).toThrow()
    await other.join()
    expect(other.asked).toHaveLength(1)
  })
  it.each<[JoinProblem, string, string]>([
    [
      { kind: 'refused', failure: { code: 'name_taken', message: 'x' } },
      'Somebody there has this name already, or one that looks like it. Choose another.',
      'name',
    ],
    [
      { kind: 'refused', failure: { code: 'invite_used', message: 'x' } },
      'This invite has been used up. Ask for a new link.',
      'invite',
    ],
    [
      { kind: 'unreachable', server: 'https://chat.example.org' },
      'chat.example.org does not answer. Check your connection and the link, then try again.',
      '',
    ],
    [
      { kind: 'joined-already' },
      'This browser has joined a server already. Leave it in the options first.',
      '',
    ],
  ])('shows a refusal where it belongs: %j', async (problem, sentence, box) => {
    const form = open(link('i'), problem)
    form.type('Your name', 'Mina')
    await form.join()
    expect(form.alerts()).toContain(sentence)
    expect(document.querySelector('[aria-invalid="true"]')?.id ?? '').toBe(box)
    expect(find<HTMLInputElement>('input', 'Your name').value).toBe('Mina')
  })
  it.each(['Mi\u0007na', 'Mi\u202ena', '\u200fMina'])('says what is wrong with the name %j', async (name) => {
    const form = open(link('i'))
    form.type('Your name', name)
    await form.join()
    expect(form.alerts()).toContain(
      'Something in this name cannot be seen. Type it anew instead of pasting it.',
    )
    expect(document.activeElement?.id).toBe('name')
    expect(form.asked).toEqual([])
  })
  it('says that a join that went on without it has failed, until the next try', async () => {
    const sentence = 'Joining did not work. Press Join again to see why.'
    const { ask, asked } = recordAsks({
      join: { ok: false, error: { kind: 'refused', failure: { code: 'invite_used', message: 'x' } } },
    })
    const form = (joining: Overview['joining']) => <JoinForm ask={ask} invite="" joining={joining} />
    const draw = mount(form(undefined))
    expect(document.body.textContent).not.toContain(sentence)
    draw(form({ link: link('i'), name: 'Mina' }))
    expect(document.body.textContent).not.toContain(sentence)
    draw(form(undefined))
    expect(document.body.textContent).toContain(sentence)
    await act(() => void find('form').dispatchEvent(new Event('submit', { bubbles: true, cancelable: true })))
    await settle()
    expect(asked).toEqual([{ name: 'join', input: { link: link('i'), name: 'Mina' } }])
    expect(document.body.textContent).toContain('This invite has been used up.')
    expect(document.body.textContent).not.toContain(sentence)
  })
  it('shows a join that goes on without it', () => {
    const { ask } = recordAsks()
    mount(<JoinForm ask={ask} invite="" joining={{ link: link('i'), name: 'Mina' }} />)
    expect(find<HTMLInputElement>('input', 'Invite link').value).toBe(link('i'))
    expect(find('button').textContent).toBe('Joining…')
  })
})
