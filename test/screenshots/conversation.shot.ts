import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, test } from 'vitest'
import type { AboutKind } from '../../protocol/entry-kinds.ts'
import type { PageUnderTest } from '../support/browser/page-under-test.ts'
import { showsMessage, startStage, type Stage } from '../support/browser/stage.ts'
import { temporaryFolder } from '../support/browser/temporary-folder.ts'
import { joinAsNodeClient, type NodeClient } from '../support/channel/node-client.ts'
import { waitFor } from '../support/wait-for.ts'
import { shootBoth, writeSheet } from './sheets.ts'

/** The popup with a conversation in which messages change, each state in light and dark. */
let stage: Stage
let popup: PageUnderTest
const others: NodeClient[] = []
const folder = temporaryFolder('conversation')

async function join(name: string): Promise<NodeClient> {
  const client = await joinAsNodeClient(stage.server.invite, name)
  others.push(client)
  return client
}
const room = 'general'
const seqOf = (text: string): number =>
  stage.jonas.entries(room).find(({ body }) => body['text'] === text)?.seq ?? 0

const append = (by: NodeClient, kind: AboutKind, text: string, body: Record<string, unknown> = {}) =>
  by.channel.append({ room, id: randomUUID(), kind, about: seqOf(text), body })

async function reply(by: NodeClient, to: string, text: string): Promise<void> {
  const id = randomUUID()
  await by.channel.outbox.add({ room, id, kind: 'message', about: seqOf(to), body: { text } })
  await stage.jonas.receive(room, text)
}
async function say(by: NodeClient, text: string): Promise<void> {
  await by.send(room, text)
  await stage.jonas.receive(room, text)
}
async function write(text: string): Promise<void> {
  await popup.type('textbox', 'Message', text)
  await popup.press('Enter')
  await stage.jonas.receive(room, text)
}
const focusMessage = (text: string): Promise<void> =>
  popup.evaluate((words) => {
    const rows = [...document.querySelectorAll<HTMLElement>('article[data-seq]')]
    rows.find((one) => one.querySelector('.message-text')?.textContent.includes(words))?.focus()
  }, text)

const question =
  'Shall we deploy before lunch? The migration takes eleven minutes on the copy, and I would rather not hold it back over the weekend.'

beforeAll(async () => {
  stage = await startStage('chromium', { permissions: 'granted' })
  const priya = await join('Priya Nair')
  const seoyeon = await join('김서연')
  for (const name of ['Ola', 'Tom']) await join(name)
  const { jonas } = stage
  popup = await stage.browser.openExtensionPage('popup/index.html')
  await popup.setSize(380, 560)
  await say(jonas, question)
  await say(jonas, 'I can watch it.')
  await reply(priya, question, 'Yes. Half past eleven?')
  await append(jonas, 'reaction', 'Yes. Half past eleven?', { emoji: '👍', on: true })
  await append(seoyeon, 'reaction', 'Yes. Half past eleven?', { emoji: '👍', on: true })
  await write('The runbook is at https://wiki.example.org/runbook, port 80008.')
  await append(seoyeon, 'reaction', 'Yes. Half past eleven?', { emoji: '🎉', on: true })
  await append(priya, 'pin', 'I can watch it.', { on: true })
  await reply(seoyeon, 'I can watch it.', '저도 같이 볼게요. 열한 시 반에 시작하죠!')
  await showsMessage(popup, '같이 볼게요')
  await popup.bringToFront()
})
afterAll(async () => {
  for (const client of others) await client.close()
  await stage.close()
  folder.remove()
})

const shoot = (caption: string) => shootBoth(stage, folder.path, popup, caption)
const blur = () => popup.evaluate(() => document.querySelector('textarea')?.focus(), undefined)

test('conversation', async () => {
  const shots = [await shoot('Replies, reactions, a pin')]
  await focusMessage('Half past eleven')
  shots.push(await shoot('What can be done with a message'))
  await popup.press('+')
  shots.push(await shoot('A reaction'))
  await popup.press('Enter')
  await focusMessage('Half past eleven')
  await popup.press('r')
  await popup.type('textbox', 'Message', 'Half past eleven it is.')
  shots.push(await shoot('A reply'))
  await popup.press('Enter')
  await stage.jonas.receive(room, 'Half past eleven it is.')
  await blur()
  await focusMessage('The runbook is at')
  await popup.press('e')
  await popup.press('Backspace')
  await popup.press('Backspace')
  shots.push(await shoot('An edit'))
  await popup.press('Enter')
  await waitFor(() => popup.has('button', '(edited)'), 'it is edited')
  await popup.click('button', '(edited)')
  shots.push(await shoot('What it said before'))
  await popup.press('Escape')
  await focusMessage('Half past eleven it is.')
  await popup.press('Delete')
  await waitFor(() => popup.has('button', 'Undo'), 'it can be undone')
  await blur()
  shots.push(await shoot('A deletion'))
  await popup.click('button', 'Pinned: 1')
  shots.push(await shoot('Pinned messages'))
  await popup.press('Escape')
  await writeSheet(stage, 'conversation', shots)
})

test('conversation, narrow and offline', async () => {
  await popup.setSize(320, 560)
  await focusMessage('The runbook is at')
  const shots = [await shoot('320 px')]
  await stage.server.stop()
  await blur()
  await popup.type('textbox', 'Message', 'Written while the server was away.')
  await popup.press('Enter')
  await focusMessage('Half past eleven?')
  await popup.press('+')
  await popup.press('End')
  await popup.press('Enter')
  await blur()
  await popup.evaluate(() => new Promise((resolve) => setTimeout(resolve, 2_000)), undefined)
  shots.push(await shoot('Waiting, at 320 px'))
  await writeSheet(stage, 'conversation-narrow', shots)
})
