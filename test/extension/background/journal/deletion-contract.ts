import { describe, expect, test } from 'vitest'
import type { Journal } from '../../../../extension/background/channel/journal.ts'
import type { Entry } from '../../../../protocol/entry.ts'
import { messageAt, sampleRoom } from '../../../support/channel/sample.ts'

const SECRET = 'the secret'
const about = (seq: number, kind: string, message: number, body: object = {}): Entry => ({
  ...messageAt(seq),
  kind,
  about: message,
  body: { ...body },
})
const edit = (seq: number, message: number): Entry =>
  about(seq, 'edit', message, { text: `${SECRET}, edited` })
const secret = (seq: number): Entry => messageAt(seq, { text: SECRET })

/** Whatever is kept of the room, as one text. */
const allKept = async (journal: Journal): Promise<string> =>
  JSON.stringify([await journal.entries('general', Infinity, 1_000), await journal.outbox()])

const changes = async (journal: Journal) =>
  (await journal.entries('general', Infinity, 1_000)).map(({ seq, kind, body }) => [seq, kind, body])

const log = [secret(1), messageAt(2), edit(3, 1), about(4, 'message', 1, { text: 'a reply' })]

function textTests(open: () => Promise<Journal>): void {
  test('takes away the text of the message and of its edits, and nothing else', async () => {
    const journal = await open()
    await journal.apply(sampleRoom({ cursor: 4 }), log, 'me')
    await journal.apply(sampleRoom({ cursor: 6 }), [edit(5, 2), about(6, 'delete', 1)], 'me')
    expect(await changes(journal)).toEqual([
      [1, 'message', {}],
      [2, 'message', { text: 'text 2' }],
      [3, 'edit', {}],
      [4, 'message', { text: 'a reply' }],
      [5, 'edit', { text: `${SECRET}, edited` }],
      [6, 'delete', {}],
    ])
    expect((await journal.about('general', 1)).map(({ seq }) => seq)).toEqual([3, 4, 6])
  })

  test('in the same batch as the message', async () => {
    const journal = await open()
    await journal.apply(sampleRoom({ cursor: 5 }), [...log, about(5, 'delete', 1)], 'me')
    expect(await allKept(journal)).not.toContain(SECRET)
  })

  test('in what a room opens with', async () => {
    const journal = await open()
    await journal.open(sampleRoom({ cursor: 5 }), [...log, about(5, 'delete', 1)], 'me')
    expect(await allKept(journal)).not.toContain(SECRET)
  })

  test.each([
    ['the message', 1, [secret(1), messageAt(2)], []],
    ['the message and an edit', 1, [secret(1), messageAt(2), edit(3, 1)], []],
    ['an edit alone', 3, [edit(3, 1)], []],
    ['the message, of which an edit is kept', 1, [secret(1), messageAt(2)], [edit(3, 1)]],
  ])('before an older page comes that was read before it: %s', async (_, low, page, kept) => {
    const journal = await open()
    const newer = [...kept, about(4, 'delete', 1), messageAt(5)]
    await journal.apply(sampleRoom({ low: newer[0]?.seq ?? 4, cursor: 5 }), newer, 'me')
    await journal.apply(sampleRoom({ low, cursor: 5 }), page, 'me')
    expect(await allKept(journal)).not.toContain(SECRET)
  })

  test('of a message that is not kept takes away the text of its edits', async () => {
    const journal = await open()
    await journal.apply(sampleRoom({ low: 3, cursor: 4 }), [edit(3, 1), about(4, 'delete', 1)], 'me')
    expect(await allKept(journal)).not.toContain(SECRET)
  })
}

function elsewhereTests(open: () => Promise<Journal>): void {
  test('in another room changes nothing in this one', async () => {
    const journal = await open()
    await journal.apply(sampleRoom({ cursor: 4 }), log, 'me')
    await journal.apply(sampleRoom({ id: 'ops', cursor: 2 }), [messageAt(1), about(2, 'delete', 1)], 'me')
    expect((await changes(journal))[0]).toEqual([1, 'message', { text: SECRET }])
  })

  test('takes out edits of the message that wait, and no reply', async () => {
    const journal = await open()
    const common = { room: 'general', about: 1, at: 0, acknowledged: undefined }
    const refused = { code: 'forbidden' as const, message: 'No.' }
    const waiting = { ...common, kind: 'edit' as const, body: { text: SECRET }, refused: undefined }
    await journal.apply(sampleRoom({ cursor: 4 }), log, 'me')
    await journal.queue({ ...waiting, id: 'edit' })
    await journal.queue({ ...waiting, id: 'refused', refused })
    await journal.queue({ ...waiting, id: 'elsewhere', room: 'ops' })
    await journal.queue({ ...waiting, id: 'other', about: 2 })
    await journal.queue({ ...waiting, id: 'reply', kind: 'message', body: { text: 'so' } })
    expect(await journal.apply(sampleRoom({ cursor: 5 }), [about(5, 'delete', 1)], 'me')).toEqual([
      'edit',
      'refused',
    ])
    expect((await journal.outbox()).map(({ id, about: of }) => [id, of])).toEqual([
      ['elsewhere', 1],
      ['other', 2],
      ['reply', 1],
    ])
  })

  test('leaves the message unread until it is read', async () => {
    const journal = await open()
    await journal.apply(sampleRoom({ cursor: 4 }), log, 'me')
    await journal.apply(sampleRoom({ cursor: 5 }), [about(5, 'delete', 1)], 'me')
    await journal.apply(sampleRoom({ cursor: 7 }), [secret(6), about(7, 'delete', 6)], 'me')
    expect(await journal.countOthers('general', 0)).toBe(4)
  })
}

/** SPEC 2.11: what a deletion takes away, for every journal. */
export function deletionContract(name: string, open: () => Promise<Journal>): void {
  describe(`SPEC 2.11 a deletion, ${name},`, () => {
    textTests(open)
    elsewhereTests(open)
  })
}
