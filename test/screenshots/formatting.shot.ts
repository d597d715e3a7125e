import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, test } from 'vitest'
import { showsMessage, startStage, type Stage } from '../support/browser/stage.ts'

/** The picture of docs/formatting.md: a room with each kind of formatting. */
const target = fileURLToPath(new URL('../../docs/images/formatting.png', import.meta.url))

const messages = [
  '**Release 42** is _nearly_ ready, ~~Tuesday~~ Wednesday: https://ci.example.org/runs/42?job=build_all',
  '> The deploy waits for **two** reviews.\n> > Mine is done.\n\nThen:\n1. merge\n2. tag, with `git tag -s`\n   - signed\n   - pushed\n3. deploy',
  '```ts\nexport function parse(text: string): Block[] {\n  return parseLines(text.split(/\\r?\\n/), 0)\n}\n```',
  '**배포**는 내일이에요. `npm run build`가 *느려서*요.\n\n> 회의는 열 시에 시작합니다\n\n- 첫째 항목\n- 둘째 **"굵은"** 것',
  '- צריך **לבדוק** את זה\n- ואז `npm test`',
]

let stage: Stage
beforeAll(async () => {
  stage = await startStage('chromium', { permissions: 'granted' })
})
afterAll(() => stage.close())

test('formatted messages', async () => {
  const { browser, jonas } = stage
  for (const text of messages) await jonas.send('general', text)
  const popup = await browser.openExtensionPage('popup/index.html')
  await popup.setSize(380, 760)
  await showsMessage(popup, 'npm test')
  await browser.setColors('light')
  // The button that copies shows while its code has the focus.
  await popup.evaluate(() => document.querySelector<HTMLElement>('.code-block pre')?.focus(), undefined)
  await new Promise((resolve) => setTimeout(resolve, 400))
  await popup.screenshot(target)
  await popup.close()
})
