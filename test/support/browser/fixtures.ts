import { defaultDeviceSettings, type DeviceSettings } from '../../../extension/shared/device-settings.ts'
import {
  defaultPersonSettings,
  defaultRoomSettings,
  type PersonSettings,
  type RoomSettings,
} from '../../../protocol/notification-settings.ts'
import { noAlert, oneNotification, oneToast, showsExactly } from './alerts.ts'
import type { BrowserName } from './browser-under-test.ts'
import { focusWindow, request } from './extension-api.ts'
import type { FrameUnderTest, PageUnderTest } from './page-under-test.ts'
import { badgeSays, inviteToRooms, openRooms, readRooms } from './rooms.ts'
import { startStage, type Stage } from './stage.ts'
import { shownToast } from './toast.ts'
import type { Published } from '../channel/node-client.ts'

const browsersOwn = { chromium: 'chrome://version', firefox: 'about:license' }

interface FixturesOptions {
  permissions: 'none' | 'granted'
  /** How many rooms the cases take together. */
  small: number
  large?: number
}

/**
 * A stage for many cases that know nothing of each other, in any order. Each takes rooms that no case had before it: the
 * fourth message of a room within 10 s would go on a counted card.
 */
export interface Fixtures extends Stage {
  /** In front. */
  page: PageUnderTest
  takeRoom(size?: 'small' | 'large'): string
  setPerson(change: Partial<PersonSettings>): Promise<unknown>
  setRoom(room: string, change: Partial<RoomSettings>): Promise<unknown>
  setDevice(change: Partial<DeviceSettings>): Promise<unknown>
  /** Opens what can hold no toast, in front. */
  coverPage(): Promise<{ close(): Promise<void> }>
  /** The alerts that there are when this message has come, and no others; it counts on the badge. */
  isToast(room: string, body: Published): Promise<FrameUnderTest>
  isNotification(room: string, body: Published): Promise<void>
  isOnBadge(room: string, body: Published): Promise<void>
  /** What comes after it, and only counts, counts alone. */
  isNothing(): Promise<void>
  /** Settings are as they were, and nothing alerts. After each case, also one that failed. */
  endCase(): Promise<void>
}

export async function startFixtures(name: BrowserName, options: FixturesOptions): Promise<Fixtures> {
  const { permissions } = options
  const small = Array.from({ length: options.small }, (_, index) => `small-${index + 1}`)
  const large = Array.from({ length: options.large ?? 0 }, (_, index) => `large-${index + 1}`)
  const stage = await startStage(name, {
    permissions,
    invite: (server) => inviteToRooms(server, small, large),
  })
  try {
    await openRooms(stage, [...small, ...large])
    const page = await stage.browser.openPage(stage.site.url('plain'))
    await page.bringToFront()
    await focusWindow(stage.browser)
    return createFixtures(stage, page, { small, large })
  } catch (error) {
    await stage.close()
    throw error
  }
}

function createFixtures(
  stage: Stage,
  page: PageUnderTest,
  rooms: { small: string[]; large: string[] },
): Fixtures {
  const { browser, jonas } = stage
  let taken: string[] = []

  function takeRoom(size: 'small' | 'large' = 'small'): string {
    const room = rooms[size].shift()
    if (room === undefined) throw new Error(`The stage has too few ${size} rooms.`)
    taken.push(room)
    return room
  }

  async function isOnBadge(room: string, body: Published): Promise<void> {
    await jonas.publish(room, body)
    await badgeSays(stage, '1')
    await showsExactly(browser, noAlert)
  }

  const setPerson = (change: Partial<PersonSettings>) =>
    request(browser, 'change-settings', { of: 'person', settings: { ...defaultPersonSettings, ...change } })
  const setDevice = (change: Partial<DeviceSettings>) =>
    request(browser, 'set-device', { ...defaultDeviceSettings, ...change })

  return {
    ...stage,
    page,
    takeRoom,
    setPerson,
    setRoom: (room, change) =>
      request(browser, 'change-settings', {
        of: 'room',
        room,
        settings: { ...defaultRoomSettings, ...change },
      }),
    setDevice,
    coverPage: async () => {
      const foreign = await browser.openForeign(browsersOwn[browser.name])
      return {
        close: async () => {
          await foreign.close()
          await page.bringToFront()
        },
      }
    },
    isToast: async (room, body) => {
      await jonas.publish(room, body)
      const [toast] = await Promise.all([
        shownToast(page, body.text),
        showsExactly(browser, oneToast),
        badgeSays(stage, '1'),
      ])
      return toast
    },
    isNotification: async (room, body) => {
      await jonas.publish(room, body)
      await Promise.all([showsExactly(browser, oneNotification), badgeSays(stage, '1')])
    },
    isOnBadge,
    isNothing: () => isOnBadge(takeRoom(), { text: 'It counts alone', priority: 2 }),
    endCase: async () => {
      await Promise.all([setPerson({}), setDevice({})])
      const done = taken
      taken = []
      await readRooms(stage, done)
    },
  }
}
