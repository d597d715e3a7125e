import type { JournalReader } from '../channel/journal.ts'
import type { OpenAccount } from './accounts.ts'
import type { LocalState } from './local-state.ts'

type Active = () => OpenAccount | undefined

/** What is stored of whichever account is active, for those who outlive it. Without one nothing is there and nothing is stored. */
export const createActiveAccount = (active: Active): { journal: JournalReader; local: LocalState } => ({
  journal: readActiveJournal(active),
  local: createActiveState(active),
})

const readActiveJournal = (active: Active): JournalReader => ({
  entries: async (room, before, limit) => (await active()?.journal.entries(room, before, limit)) ?? [],
  entry: async (room, seq) => active()?.journal.entry(room, seq),
  about: async (room, seq) => (await active()?.journal.about(room, seq)) ?? [],
})

const createActiveState = (active: Active): LocalState => ({
  current: async () => active()?.local.current(),
  saveCurrent: async (room) => active()?.local.saveCurrent(room),
  offlineSince: async () => active()?.local.offlineSince(),
  saveOfflineSince: async (at) => active()?.local.saveOfflineSince(at),
  pausedUntil: async () => active()?.local.pausedUntil(),
  savePausedUntil: async (at) => active()?.local.savePausedUntil(at),
  draft: async (room) => (await active()?.local.draft(room)) ?? '',
  saveDraft: async (room, text) => active()?.local.saveDraft(room, text),
  alertedUpTo: async (logId) => (await active()?.local.alertedUpTo(logId)) ?? 0,
  alerts: async () => active()?.local.alerts(),
  saveAlerts: async (alerts) => active()?.local.saveAlerts(alerts),
  admitAlerts: async (logId, upTo, admit) => active()?.local.admitAlerts(logId, upTo, admit),
})
