import { ok } from '../../../../protocol/result.ts'
import type { AlertStorage, MessageActions } from '../../../../extension/background/notifier/ports.ts'
import type { World } from './world.ts'

/** Whoever changes in place what is stored fails at once. Parts that a state shares with the one before it are frozen already. */
function freeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value
  for (const part of Object.values(value)) freeze(part)
  return Object.freeze(value)
}

/** A worker that begins gets a copy, as from a disk. */
export const fakeStorage = ({ disk, marks }: World): AlertStorage => ({
  load: () => Promise.resolve(structuredClone(disk.alerts)),
  save: (state) => Promise.resolve(void (disk.alerts = freeze(state))),
  async admit(logId, upTo, admit) {
    await Promise.resolve()
    const before = marks.get(logId) ?? 0
    disk.alerts = freeze(admit(before))
    marks.set(logId, Math.max(upTo, before))
  },
})

/** `read` is called as the server's answer to a read mark: on this device too. */
export function fakeActions(world: World, read: (room: string, upTo: number) => void): MessageActions {
  const { log, disk } = world
  return {
    markRead(room, upTo) {
      log.push(`read ${room} ${upTo}`)
      read(room, upTo)
      return Promise.resolve()
    },
    reply({ room, id, text, draft, holdMs }) {
      log.push(`reply ${room} ${id} ${text} ${holdMs}`)
      if (disk.drafts.get(room) === draft) disk.drafts.delete(room)
      return Promise.resolve(ok(null))
    },
    undo(id) {
      log.push(`undo ${id}`)
      return Promise.resolve(world.answer.undo)
    },
    claim(room, seq) {
      log.push(`claim ${room} ${seq}`)
      return Promise.resolve(world.answer.claim)
    },
    runAction(action) {
      world.actions.push(action)
      return Promise.resolve(ok({ status: 204 }))
    },
    confirm: ({ room, key }, what) => Promise.resolve(void log.push(`confirm ${room} ${key} ${what}`)),
    saveDraft: (room, text) => Promise.resolve(void disk.drafts.set(room, text)),
    openRoom: (room) => void log.push(`open ${room}`),
  }
}
