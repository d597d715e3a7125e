import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, test } from 'vitest'
import type { MessageInput } from '../../protocol/message.ts'
import { setAttention } from '../support/browser/extension-api.ts'
import { addRooms } from '../support/browser/more-rooms.ts'
import type { Look } from '../support/browser/page-under-test.ts'
import { startScene, type Scene } from '../support/browser/scene.ts'
import { temporaryFolder } from '../support/browser/temporary-folder.ts'
import { shownToast, toastIsGone } from '../support/browser/toast.ts'
import { waitFor } from '../support/wait-for.ts'
import { article, openFront, readRooms, rest, sheet } from './scenes.ts'

/** The pictures of docs/notifications.md: what a toast looks like, and where it is set. */
const inImages = (name: string): string =>
  fileURLToPath(new URL(`../../docs/images/${name}.png`, import.meta.url))

const english = article('Why the tide comes in twice', [
  'Stand on a beach for a day and the sea will come to you twice. The moon explains one of the two.',
  'The other comes on the far side of the earth, where the pull is weakest. It is the difference that matters.',
  'Some bays have one tide a day, some have four.',
])
const arabic = article(
  'لماذا يأتي المد مرتين',
  [
    'قف على الشاطئ يومًا كاملًا وسيأتي إليك البحر مرتين. القمر يفسر إحداهما.',
    'والأخرى تأتي في الجانب البعيد من الأرض.',
  ],
  'lang="ar" dir="rtl"',
)

const frame = [440, 300] as const
const actions: MessageInput['actions'] = [
  { type: 'view', label: 'Show the log', url: 'https://ci.example.org/runs/412' },
  { type: 'http', label: 'Run it again', url: 'https://ci.example.org/runs/412/retry', method: 'POST' },
]

interface Picture {
  name: string
  html?: string
  look?: Look
  messages: readonly { room?: string; body: MessageInput }[]
  /** In the toast once the picture can be taken. */
  shows: string
}

const loud = (text: string, more: Partial<MessageInput> = {}): { body: MessageInput } => ({
  body: { text, priority: 4, ...more },
})

const pictures: Picture[] = [
  { name: 'Light', messages: [loud('Green. Thanks! The deploy can go out now.')], shows: 'Green' },
  {
    name: 'Dark',
    look: 'dark',
    messages: [loud('Green. Thanks! The deploy can go out now.')],
    shows: 'Green',
  },
  {
    name: 'A long text',
    messages: [
      loud(
        'The nightly build is red again, and it is the same test as on Tuesday: it waits for a port that the run before it ' +
          'has left open. I would give each run its own port, and look for whoever leaves it open after that. 금방 돼요.',
      ),
    ],
    shows: 'nightly',
  },
  {
    name: 'Right to left',
    html: arabic,
    messages: [loud('البناء أخضر الآن، شكرًا! يمكن النشر متى شئت.')],
    shows: 'البناء',
  },
  {
    name: 'Title and actions',
    messages: [loud('Run 412 failed after 3 min 20 s.', { title: 'Nightly build', actions })],
    shows: 'Run 412',
  },
  {
    name: 'Burst, and an urgent one above',
    messages: [
      ...['Coffee?', 'Now?', 'Anybody?', 'Fine, I go alone.'].map((text) => ({
        room: 'lab',
        body: { text },
      })),
      { room: 'ops', body: { text: 'The disk of db-2 is at 96 %.', priority: 4 } },
      { room: 'ops', body: { text: 'db-2 is down. Writes fail.', title: 'Alarm', priority: 5 } },
    ],
    shows: 'db-2 is down',
  },
]

let scene: Scene
const folder = temporaryFolder('screenshots')
beforeAll(async () => {
  scene = await startScene('chromium', { permissions: 'granted' })
  await addRooms(scene, ['ops', 'lab'])
  await setAttention(scene.browser, { urgent: true })
})
afterAll(async () => {
  await scene.close()
  folder.remove()
})

async function shootToast(picture: Picture, path: string): Promise<void> {
  const { html = english, look, messages, shows } = picture
  const page = await openFront(scene, html, frame, look)
  for (const { room = 'general', body } of messages) await scene.jonas.publish(room, body)
  await shownToast(page, shows)
  await rest()
  await page.screenshot(path)
  await readRooms(scene, ['general', 'ops', 'lab'])
  await toastIsGone(page)
  await page.close()
}

async function shootSheet(
  shots: readonly { name: string; path: string; width: number }[],
  columns: number,
  size: readonly [number, number],
  target: string,
): Promise<void> {
  const read = await Promise.all(
    shots.map(async ({ name, path, width }) => ({ name, width, png: await readFile(path, 'base64') })),
  )
  const page = await openFront(scene, sheet(read, columns), size)
  await rest()
  await page.screenshot(target)
  await page.close()
}

test('toasts', async () => {
  const shots = []
  for (const [index, picture] of pictures.entries()) {
    const path = join(folder.path, `toast-${index}.png`)
    await shootToast(picture, path)
    shots.push({ name: picture.name, path, width: frame[0] })
  }
  await shootSheet(shots, 2, [948, 1076], inImages('toasts'))
})

async function shootPage(
  path: string,
  look: Look,
  [width, height]: readonly [number, number],
  target: string,
) {
  const page = await scene.browser.openExtensionPage(path)
  await page.setSize(width, height)
  await page.setLook(look)
  await waitFor(() => page.evaluate(() => document.body.innerText.length > 50, undefined), 'it shows')
  await rest(1_200)
  await page.screenshot(target)
  await page.close()
}

test('popup and options', async () => {
  const pages = [
    { name: 'Popup', path: 'popup/index.html', size: [380, 560] },
    { name: 'Options', path: 'options/index.html', size: [620, 560] },
  ] as const
  const shots = []
  for (const look of ['light', 'dark'] as const) {
    for (const { name, path, size } of pages) {
      const target = join(folder.path, `${name}-${look}.png`)
      await shootPage(path, look, size, target)
      shots.push({ name: `${name}, ${look}`, path: target, width: size[0] })
    }
  }
  await shootSheet(shots, 2, [1068, 1244], inImages('popup-and-options'))
})
