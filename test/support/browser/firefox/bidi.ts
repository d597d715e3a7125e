import type { Browser, ElementHandle, Frame } from 'puppeteer-core'

/** WebDriver BiDi itself, for what Puppeteer has no words: the browser's own window, and input in an extension's frame. */
export interface Bidi {
  send(method: string, params: object): Promise<unknown>
}

interface Connection {
  send(method: string, params: object): Promise<{ result: unknown }>
}

export function bidiOf(browser: Browser): Bidi {
  const connection: unknown = Reflect.get(browser, 'connection')
  if (typeof connection !== 'object' || connection === null || !('send' in connection)) {
    throw new Error('this version of puppeteer-core has no "connection"')
  }
  const { send } = connection as Connection
  return { send: async (method, params) => (await send.call(connection, method, params)).result }
}

const contextOf = (frame: Frame): unknown => Reflect.get(frame, '_id')

/** Puppeteer adds up where frames are, which fails where a closed shadow root hides one; the browser knows. */
export async function clickIn(bidi: Bidi, frame: Frame, element: ElementHandle): Promise<void> {
  await element.evaluate((element) => element.scrollIntoView({ block: 'nearest' }))
  const { sharedId } = (element as unknown as { remoteValue(): { sharedId: string } }).remoteValue()
  const origin = { type: 'element', element: { sharedId } }
  await bidi.send('input.performActions', {
    context: contextOf(frame),
    actions: [
      {
        type: 'pointer',
        id: 'mouse',
        actions: [
          { type: 'pointerMove', x: 0, y: 0, origin },
          { type: 'pointerDown', button: 0 },
          { type: 'pointerUp', button: 0 },
        ],
      },
    ],
  })
}

/** WebDriver's code points for keys that write nothing. */
const keyCodes: Readonly<Record<string, string>> = { Tab: '\uE004', Enter: '\uE006', Escape: '\uE00C' }

/** Keys go to the focused element of the frame. */
export async function typeIn(bidi: Bidi, frame: Frame, keys: readonly string[]): Promise<void> {
  const actions = keys
    .map((key) => keyCodes[key] ?? key)
    .flatMap((value) => [
      { type: 'keyDown', value },
      { type: 'keyUp', value },
    ])
  await bidi.send('input.performActions', {
    context: contextOf(frame),
    actions: [{ type: 'key', id: 'keyboard', actions }],
  })
}
