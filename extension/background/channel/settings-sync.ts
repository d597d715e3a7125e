import type { RoomId, ServerTime } from '../../../protocol/entry.ts'
import {
  defaultPersonSettings,
  defaultRoomSettings,
  type NotificationSettings,
  type PersonSettings,
  type RoomSettings,
} from '../../../protocol/notification-settings.ts'
import type { SettingsChange, CommandInput } from '../../../protocol/up.ts'
import { createJumpWatch, serverTimeOf, type Clock } from '../clock.ts'
import { canSucceedLater, createRetryLoop, type JobResult } from '../retry-loop.ts'
import { createSerialQueue } from '../serial-queue.ts'
import type { Journal, PendingChange, SavedSettings } from './journal.ts'
import type { Transport } from './transport.ts'

/**
 * The person's notification settings, the same on all of their devices. A change made here applies here at once and is sent to the
 * server as soon as possible. The server's settings apply to every part that has no unsent change.
 */
export interface SettingsSync {
  person(): PersonSettings
  /** The defaults for a room that was never set, or is not known. */
  room(id: RoomId): RoomSettings
  /** The server has not acknowledged every change made here. */
  unsent(): boolean
  /**
   * The server's clock, ms UTC, by its last reading; this machine's before the first one. Who asks after this machine's clock was
   * set makes it be read anew.
   */
  now(): ServerTime
  /** The server's clock minus this machine's clock, ms. */
  clockOffset(): number
  /**
   * Replaces one part. Settles when the change is flushed to the disk and applies here. If the server refuses it later, or
   * another device was faster, the part goes back to the server's value: a change like any other.
   */
  set(change: SettingsChange): Promise<void>
}

/** What the channel uses besides. */
export interface SettingsKeeper extends SettingsSync {
  /** There is a new connection: asks for the server's settings, then sends the changes made here. */
  connected(): void
  /** The server pushed its settings. */
  pushed(settings: NotificationSettings): void
  /** Settles when nothing is being sent or written. A wait for the next try counts as idle. */
  idle(): Promise<void>
  /** Nothing is sent or stored any more. Settles when the journal has finished what was begun. */
  close(): Promise<void>
}

export interface SettingsSyncDeps {
  journal: Pick<Journal, 'saveSettings'>
  clock: Clock
  send: Transport['send']
  isConnected: () => boolean
  changed: () => void
}

export function createSettingsSync(start: SavedSettings | undefined, deps: SettingsSyncDeps): SettingsKeeper {
  const settings = createStoredSettings(start ?? neverSet, deps)
  const exchange = createExchange(settings, deps)
  const hasJumped = createJumpWatch(deps.clock)
  /** By the server's clock of before the jump until its answer is there. */
  const clockOffset = (): number => {
    if (hasJumped()) exchange.readAgain()
    return settings.saved().clockOffset ?? 0
  }
  return {
    ...readings(settings.saved),
    clockOffset,
    now: () => serverTimeOf(deps.clock.now(), clockOffset()),
    set: async (change) => {
      await settings.update((before) => withChange(before, change))
      exchange.wake()
    },
    connected: exchange.connected,
    pushed: exchange.pushed,
    idle: async () => {
      await exchange.idle()
      await settings.idle()
    },
    close: () => {
      exchange.close()
      return settings.close()
    },
  }
}

/** Brings the stored settings and the server's to agreement, one command at a time. */
function createExchange(settings: StoredSettings, { clock, send, isConnected }: SettingsSyncDeps) {
  /** The server's settings have to be read. */
  let mustRead = false
  /** The highest revision heard over this connection: an answer and a push can overtake each other (SPEC 8.7). */
  let revision = 0
  const loop = createRetryLoop(clock, step)

  async function step(): Promise<JobResult> {
    if (!isConnected()) return 'done'
    if (mustRead) return readSettings()
    const [first] = settings.saved().pending
    if (first === undefined) return 'done'
    if (first.revision !== undefined) return sendChange({ ...first, revision: first.revision }, first)
    // On the disk before the first try: a repeat with a later revision could overwrite what another device set meanwhile.
    await settings.update((before) => replaced(before, first, { ...first, revision }))
    return 'more'
  }

  async function readSettings(): Promise<JobResult> {
    const answer = await send('settings', {})
    if (answer.ok) await take(answer.value)
    else if (canSucceedLater(answer.error.code)) return 'failed'
    mustRead = false
    return 'more'
  }

  async function sendChange(
    input: CommandInput<'change-settings'>,
    change: PendingChange,
  ): Promise<JobResult> {
    const answer = await send('change-settings', input)
    if (answer.ok) await take(answer.value, change)
    else if (canSucceedLater(answer.error.code)) {
      // It may have been carried out. A later change of the same part has to be based on that.
      mustRead = true
      return 'failed'
    } else await settings.update((before) => without(before, change))
    return 'more'
  }

  /** Takes the server's settings, and drops the change that they are the answer to. */
  function take(heard: NotificationSettings, answered?: PendingChange): Promise<void> {
    const clockOffset = heard.now - clock.now()
    const isNewest = heard.revision >= revision
    if (isNewest) revision = heard.revision
    return settings.update((before) => {
      const rest = without(before, answered)
      return isNewest ? { ...rest, clockOffset, person: heard.person, rooms: heard.rooms } : rest
    })
  }

  function readAgain(): void {
    mustRead = true
    loop.wake()
  }

  function connected(): void {
    mustRead = true
    revision = 0
    loop.retryNow()
  }

  // Pushed settings that the disk did not take are asked for.
  const pushed = (heard: NotificationSettings): void => void take(heard).catch(readAgain)

  return { ...loop, connected, pushed, readAgain }
}

type StoredSettings = ReturnType<typeof createStoredSettings>

/** Settings on the disk, one change at a time. A change applies once it is stored. */
function createStoredSettings(start: SavedSettings, { journal, changed }: SettingsSyncDeps) {
  const writes = createSerialQueue()
  let saved = start
  let closed = false
  return {
    saved: () => saved,
    update: (change: (before: SavedSettings) => SavedSettings): Promise<void> =>
      writes.run(async () => {
        if (closed) return
        const next = change(saved)
        await journal.saveSettings(next)
        saved = next
        changed()
      }),
    idle: () => writes.idle(),
    close: () => {
      closed = true
      return writes.idle()
    },
  }
}

const neverSet: SavedSettings = {
  person: defaultPersonSettings,
  rooms: {},
  pending: [],
  clockOffset: undefined,
}

/** What applies here, by what is on the disk. */
const readings = (saved: () => SavedSettings): Pick<SettingsSync, 'person' | 'room' | 'unsent'> => ({
  person: () => saved().pending.find((change) => change.of === 'person')?.settings ?? saved().person,
  room: (id) => {
    const pending = saved().pending.find((change) => change.of === 'room' && change.room === id)
    return pending?.of === 'room' ? pending.settings : (saved().rooms[id] ?? defaultRoomSettings)
  },
  unsent: () => saved().pending.length > 0,
})

const isSamePart = (a: SettingsChange, b: SettingsChange): boolean =>
  a.of === 'room' ? b.of === 'room' && a.room === b.room : b.of === 'person'

const withChange = (saved: SavedSettings, change: SettingsChange): SavedSettings => ({
  ...saved,
  pending: [...saved.pending.filter((other) => !isSamePart(other, change)), change],
})

const without = (saved: SavedSettings, change: PendingChange | undefined): SavedSettings => ({
  ...saved,
  pending: saved.pending.filter((other) => other !== change),
})

const replaced = (saved: SavedSettings, change: PendingChange, by: PendingChange): SavedSettings => ({
  ...saved,
  pending: saved.pending.map((other) => (other === change ? by : other)),
})
