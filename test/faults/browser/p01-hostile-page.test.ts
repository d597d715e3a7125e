import { randomUUID } from 'node:crypto'
import { defaultDeviceSettings } from '../../../extension/bridge/device-settings.ts'
import type { RequestName } from '../../../extension/bridge/requests.ts'
import type { ToastMessage } from '../../../extension/bridge/toast-messages.ts'
import { defaultPersonAttention } from '../../../protocol/attention.ts'
import { badgeIs } from '../../support/browser/badge-is.ts'
import { browserNames, type BrowserName } from '../../support/browser/browser-under-test.ts'
import { badgeText, focusWindow, request } from '../../support/browser/extension-api.ts'
import type { PageUnderTest } from '../../support/browser/page-under-test.ts'
import { inPageWorld } from '../../support/browser/page-world.ts'
import { startScene, type Scene } from '../../support/browser/scene.ts'
import { forgeEvents, patchPrototypes, pryOpen } from '../../support/browser/site/forging-page.ts'
import { shownToast } from '../../support/browser/toast.ts'
import { extensionWithout } from '../harness/without-defence.ts'
import { faultRow, type Outcome, type Run } from '../harness/fault-row.ts'

const secret = 'Rendezvous at nine'

/** Every request of our own pages, as somebody would forge it; `leave` comes last, since nothing can follow it. */
const requestInputs: Record<RequestName, object> = {
  join: { link: 'http://127.0.0.1:1/j#abc', name: 'Mallory' },
  send: { room: 'general', id: randomUUID(), text: 'I am Mina' },
  retry: { id: randomUUID() },
  delete: { id: randomUUID() },
  draft: { room: 'general', text: 'forged' },
  seen: { room: 'general', seq: 1_000 },
  older: { room: 'general' },
  typing: { room: 'general' },
  show: { room: 'general' },
  'add-browser': {},
  'set-attention': { of: 'person', attention: { ...defaultPersonAttention, level: 'nothing' } },
  'set-device': { ...defaultDeviceSettings, hideText: true },
  claim: { room: 'general', seq: 1 },
  message: { room: 'general', seq: 1 },
  'run-action': { room: 'general', seq: 1, index: 0 },
  'test-alert': { delayMs: 0 },
  reconnect: {},
  leave: {},
}

/** Every message of a toast's frame, with the true nonce: the injected script's world knows it. */
function toastMessages(nonce: string, key: string): Record<ToastMessage['type'], ToastMessage> {
  const about = { nonce, key }
  const id = randomUUID()
  return {
    'toast-ready': { type: 'toast-ready', nonce },
    'toast-shown': { type: 'toast-shown', nonce, height: 100 },
    'toast-pinned': { type: 'toast-pinned', ...about, pinned: true },
    'toast-draft': { type: 'toast-draft', ...about, text: 'forged' },
    'toast-reply': { type: 'toast-reply', ...about, id, text: 'I am Mina' },
    'toast-undo': { type: 'toast-undo', ...about, id },
    'toast-flushed': { type: 'toast-flushed', nonce },
    'toast-acknowledge': { type: 'toast-acknowledge', ...about, verified: true },
    'toast-claim': { type: 'toast-claim', ...about, verified: true },
    'toast-action': { type: 'toast-action', ...about, index: 0, verified: true },
    'toast-open': { type: 'toast-open', ...about },
    'toast-expired': { type: 'toast-expired', ...about },
    'toast-blur': { type: 'toast-blur', nonce },
    'toast-dismiss': { type: 'toast-dismiss', ...about },
  }
}

interface Size {
  /** How often all of it is tried. */
  rounds: number
}

/** What a round came to; all of it must stay 0. */
interface Found {
  /** Answers to forged messages, and words on forged ports. */
  answers: number
  /** What of the message, the token or the frame was read. */
  read: number
  /** What the message's author or its reader would notice. */
  effects: number
}

async function round(scene: Scene): Promise<Found> {
  const { browser, jonas, site } = scene
  const page: PageUnderTest = await browser.openPage(site.url('plain'))
  await page.evaluate(patchPrototypes, undefined)
  await page.bringToFront()
  await focusWindow(browser)
  const { seq } = await jonas.publish('general', { text: secret, priority: 4 })
  await shownToast(page, secret)
  await badgeIs(browser, '1')
  await page.evaluate(forgeEvents, undefined)
  const pried = await page.evaluate(pryOpen, undefined)

  const key = `${jonas.channel.room('general')?.saved().logId}:${seq}`
  const forged = Object.entries(requestInputs).map(([type, input]) => ({ type, input }))
  const heard = await inPageWorld(browser, site.url('plain'), {
    forged,
    toast: Object.values(toastMessages('NONCE', key)),
    ports: ['hub', 'toast:NONCE', 'anything'],
  })
  const texts = jonas.texts('general')
  const after = {
    badge: (await badgeText(browser)) === '1' ? 0 : 1,
    sent: texts.filter((text) => text === 'I am Mina').length,
    people: jonas.channel.room('general')?.saved().members === 2 ? 0 : 1,
    toast: await shownToast(page, secret).then(
      () => 0,
      () => 1,
    ),
  }
  await page.close()
  const everything = JSON.stringify([pried, heard.stored])
  return {
    answers: heard.answers,
    read: Number(/Rendezvous|Jonas|extension:|token/.test(everything)),
    effects: after.badge + after.sent + after.people + after.toast,
  }
}

async function attack(run: Run<Size>, name: BrowserName, extension?: string): Promise<Outcome> {
  const scene = await startScene(name, {
    permissions: 'granted',
    ...(extension === undefined ? {} : { extension }),
  })
  run.onEnd(() => scene.close())
  const sum: Found = { answers: 0, read: 0, effects: 0 }
  for (let count = 0; count < run.size.rounds; count += 1) {
    const { answers, read, effects } = await round(scene)
    sum.answers += answers
    sum.read += read
    sum.effects += effects
    const seq = scene.jonas.entries('general').at(-1)?.seq
    await request(scene.browser, 'seen', { room: 'general', seq })
  }
  const forgeries = Object.keys(requestInputs).length + Object.keys(toastMessages('', '')).length
  return {
    runs: run.size.rounds * forgeries,
    sends: run.size.rounds,
    violations: [],
    figures: Object.entries(sum).map(([what, value]) => ({ what, value, limit: 0, unit: '' })),
  }
}

for (const name of browserNames) {
  faultRow<Size>({
    row: 'P1',
    fault: `a hostile page, and every message from the injected script's world, in ${name}`,
    sizes: { fast: { rounds: 1 }, full: { rounds: 10 } },
    timeout: 180_000,
    run: (run) => attack(run, name),
    control: {
      without: 'the look at where a message comes from',
      size: { rounds: 1 },
      run: (run) => {
        const copy = extensionWithout(name, {
          find: 'if (!sender.url.startsWith(own)) return void 0;',
          put: '',
        })
        run.onEnd(copy.remove)
        return attack(run, name, copy.path)
      },
    },
  })
}
