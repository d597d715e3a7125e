import { describe, expect, it } from 'vitest'
import { defaultPersonSettings, defaultRoomSettings } from '../../../../../protocol/notification-settings.ts'
import type { Entry } from '../../../../../protocol/entry.ts'
import { noAlerts, type AlertState } from '../../../../../extension/background/notifier/state/alert-state.ts'
import {
  alertStep,
  nextMoment,
  type AlertEffect,
  type AlertEvent,
} from '../../../../../extension/background/notifier/state/alert-step.ts'
import { inToast, isUrgent } from '../../../../../extension/background/notifier/state/open-alerts.ts'
import { about, arrivalOf, claim, foundIn, message, urgent } from '../messages.ts'
import { randomFrom } from '../random-from.ts'
import { stories } from '../../../../support/stories.ts'

const STORIES = stories(2_000)
const ROOMS = ['general', 'ops', 'chat']
const context = {
  settings: {
    person: () => ({ ...defaultPersonSettings, urgent: true }),
    room: () => defaultRoomSettings,
    now: () => 0,
  },
  isShowing: () => false,
  displayFactor: 1,
}

class Killed extends Error {}

/** The screen and the disk, which outlive a worker, and a presenter that may be killed before each effect. */
function createModel(random: (below: number) => number, kills: boolean) {
  const wrong: string[] = []
  const model = {
    wrong,
    /** Events and effects, in order. */
    log: [] as string[],
    state: noAlerts,
    marks: new Map<string, number>(),
    now: 1_000,
    /** What may show: a page, and system notifications. */
    page: true,
    granted: true,
    mounted: undefined as string | undefined,
    system: new Set<string>(),
    notified: new Set<string>(),
    /** What somebody did something about, or saw counted: it may be gone. */
    handled: new Set<string>(),
    deaths: 0,
    dispatch,
    restart,
  }
  let nonces = 0

  const mayDie = (): void => {
    if (kills && random(12) === 0) throw new Killed()
  }

  function dispatch(event: AlertEvent): void {
    model.log.push(brief(event))
    const { state, effects } = alertStep(model.state, event, model.now)
    mayDie()
    model.state = structuredClone(state)
    if (event.type === 'arrived') raiseMark(event.arrival.logId, event.arrival.entries)
    check(state)
    for (const effect of effects) {
      mayDie()
      model.log.push(`  ${brief(effect)}`)
      perform(effect)
    }
  }

  function raiseMark(logId: string, entries: Entry[]): void {
    model.marks.set(logId, Math.max(model.marks.get(logId) ?? 0, entries.at(-1)?.seq ?? 0))
  }

  function perform(effect: AlertEffect): void {
    switch (effect.type) {
      case 'raise':
        return raise(effect.keys, effect.sound)
      case 'unmount':
        return void (model.mounted = model.mounted === effect.nonce ? undefined : model.mounted)
      case 'clear':
        return void model.system.delete(effect.key)
      case 'notify': {
        const alert = model.state.alerts.find(({ key }) => key === effect.key)
        const isAgain = model.notified.has(effect.key) && alert?.kind !== 'urgent' && alert?.kind !== 'digest'
        if (isAgain) wrong.push(`${effect.key} twice by the system`)
        model.notified.add(effect.key)
        return void model.system.add(effect.key)
      }
      case 'open-room':
      case 'mark-read':
      case 'flush-draft':
      case 'play-sound':
        return
    }
  }

  /** As present/find-place.ts does it. */
  function raise(keys: readonly string[], sound: boolean): void {
    if (model.page) {
      if (model.mounted === undefined || model.state.toast === undefined) {
        const nonce = `nonce-${(nonces += 1)}`
        dispatch({ type: 'toast-opening', nonce, tabId: 1, keys })
        mayDie()
        if (random(4) === 0) return elsewhere(keys, sound, 'goes')
        model.mounted = nonce
      }
      for (const { key, kind } of model.state.alerts)
        if (kind !== 'urgent' && kind !== 'digest') model.notified.delete(key)
      return dispatch({ type: 'shown-in-toast', keys, sound })
    }
    elsewhere(keys, sound, 'remains')
  }

  function elsewhere(keys: readonly string[], sound: boolean, toast: 'remains' | 'goes'): void {
    if (!model.granted) return dispatch({ type: 'shown-nowhere', keys, toast })
    dispatch({ type: 'shown-by-system', keys, sound, open: [...model.system], toast: 'goes' })
  }

  /** As restore.ts does it. */
  function restart(): void {
    model.deaths += 1
    model.log.push('restart')
    const gone = model.state.system.filter((key) => !model.system.has(key))
    const { toast } = model.state
    if (toast !== undefined && toast.nonce !== model.mounted)
      step({ type: 'shown-nowhere', keys: [], toast: 'goes' })
    for (const key of gone) step({ type: 'notification-gone', key })
    for (const key of model.system) if (!model.state.system.includes(key)) model.system.delete(key)
    if (model.state.toast === undefined) model.mounted = undefined
  }

  /** Without a death. */
  function step(event: AlertEvent): void {
    model.state = alertStep(model.state, event, model.now).state
  }

  function check(state: AlertState): void {
    const keys = state.alerts.map(({ key }) => key)
    if (new Set(keys).size < keys.length) wrong.push(`an alert twice: ${keys.join()}`)
    const typing = state.alerts.filter(({ phase }) => phase.phase === 'typing')
    if (typing.length > 1) wrong.push('two cards are typed in')
    if (typing.length > 0 && state.toast?.clock.is === 'running') wrong.push('time runs while somebody types')
    const open = state.alerts.filter(
      (alert) => isUrgent(alert) && ['pending', 'showing', 'snoozed'].includes(alert.phase.phase),
    )
    if (open.length > 3) wrong.push(`${open.length} urgent alerts`)
    if (open.some(({ phase }) => phase.phase === 'showing'))
      for (const { logId, items } of state.urgentMore)
        for (const { seq } of items) model.handled.add(`${logId}:${seq}`)
    if (state.bursts.cards.length > 6) wrong.push('more than 6 cards a minute')
  }

  return model
}

/** Without the settings, and of an arrival its entries alone. */
const brief = (what: AlertEvent | AlertEffect): string =>
  what.type === 'arrived'
    ? `arrived ${what.arrival.logId} ${what.arrival.entries.map(({ seq, kind, priority }) => `${seq} ${kind} ${priority ?? ''}`).join()}`
    : JSON.stringify(what, (key, value: unknown) => (key === 'context' ? undefined : value))

type Model = ReturnType<typeof createModel>

function story(seed: number, kills: boolean): Model {
  const random = randomFrom(seed)
  const model = createModel(random, kills)
  const seqs = new Map(ROOMS.map((id) => [id, 0]))
  const readUpTo = new Map(ROOMS.map((id) => [id, 0]))
  const journal = new Map<string, Entry[]>(ROOMS.map((id) => [id, []]))
  const room = (): string => ROOMS[random(ROOMS.length)] ?? 'general'
  const next = (id: string): number => {
    seqs.set(id, (seqs.get(id) ?? 0) + 1)
    return seqs.get(id) ?? 0
  }
  const arrived = (id: string, entries: Entry[], source: 'live' | 'catch-up'): AlertEvent => ({
    type: 'arrived',
    arrival: arrivalOf(entries, { id, source, readUpTo: readUpTo.get(id) ?? 0 }),
    context: {
      ...context,
      lastConnected: undefined,
      found: foundIn(journal.get(id) ?? []),
      alertedUpTo: model.marks.get(`log-${id}`) ?? 0,
      place: model.page ? 'page' : model.granted ? 'system' : 'nowhere',
    },
  })
  const arrive =
    (entry: (id: string) => Entry, source: 'live' | 'catch-up' = 'live') =>
    (): void => {
      const id = room()
      const one = entry(id)
      journal.get(id)?.push(one)
      if (one.kind === 'claim' || one.kind === 'delete') model.handled.add(`log-${id}:${one.about}`)
      model.dispatch(arrived(id, [one], source))
    }
  const onCard = (event: (key: string) => AlertEvent) => (): void => {
    // A system notification has no card to answer on.
    const shown = inToast(model.state)
    const alert = shown[random(Math.max(shown.length, 1))]
    if (alert === undefined) return
    model.handled.add(alert.key)
    model.dispatch(event(alert.key))
  }
  const any = (id: string): number => 1 + random(seqs.get(id) ?? 1)
  const events: (() => void)[] = [
    arrive((id) => message(next(id))),
    arrive((id) => message(next(id))),
    arrive((id) => urgent(next(id))),
    arrive((id) => message(next(id)), 'catch-up'),
    arrive((id) => claim(next(id), any(id))),
    arrive((id) => about(next(id), 'edit', any(id), { text: 'changed @Me' })),
    arrive((id) => about(next(id), 'delete', any(id), {})),
    arrive((id) => message(next(id), { about: any(id) })),
    onCard((key) => ({ type: 'dismissed', key })),
    onCard((key) => ({ type: 'expired', key })),
    onCard((key) => ({ type: 'typing-started', key })),
    onCard((key) => ({ type: 'typing-ended', key })),
    onCard((key) => ({ type: 'replied', key, reply: 'r-1', until: model.now + 2_500 })),
    onCard((key) => ({ type: 'reply-undone', key })),
    () => model.dispatch({ type: 'catch-up-ended', context }),
    () => model.dispatch({ type: 'touched', touched: random(2) === 0, inFront: random(3) > 0 }),
    () => {
      const id = room()
      readUpTo.set(id, Math.max(readUpTo.get(id) ?? 0, random((seqs.get(id) ?? 0) + 1)))
      model.dispatch({ type: 'read', room: id, upTo: readUpTo.get(id) ?? 0 })
    },
    () => {
      model.now += random(8_000)
      if ((nextMoment(model.state) ?? Infinity) <= model.now) model.dispatch({ type: 'time-passed', context })
    },
    () => {
      model.page = random(2) === 0
      model.dispatch({ type: 'place-appeared', agreed: true })
    },
    () => {
      model.granted = random(3) > 0
      // With the permission goes what is open; given again, it may come back.
      if (!model.granted) {
        model.system.clear()
        model.notified.clear()
      }
      model.dispatch({ type: 'place-appeared', agreed: true })
    },
  ]

  /** Each start shows what is pending, and admits what the one before had stored and not admitted. */
  function start(): void {
    model.restart()
    model.dispatch({ type: 'pending-found' })
    for (const id of ROOMS) {
      const upTo = model.marks.get(`log-${id}`) ?? 0
      const rest = (journal.get(id) ?? []).filter(({ seq }) => seq > upTo)
      if (rest.length > 0) model.dispatch(arrived(id, rest, 'catch-up'))
    }
  }
  function survive(act: () => void): void {
    try {
      act()
    } catch (error) {
      if (!(error instanceof Killed)) throw error
      survive(start)
    }
  }

  for (let turn = 0; turn < 40; turn += 1) survive(events[random(events.length)] ?? start)
  survive(start)
  expect(lost(model, journal, readUpTo), `seed ${seed}`).toEqual([])
  return model
}

/** Urgent messages that were neither read nor claimed, and that no alert shows or counts. */
function lost(model: Model, journal: Map<string, Entry[]>, readUpTo: Map<string, number>): string[] {
  const { alerts, urgentMore } = model.state
  const stored = new Set([
    ...alerts.map(({ key }) => key),
    ...urgentMore.flatMap(({ logId, items }) => items.map(({ seq }) => `${logId}:${seq}`)),
    ...model.handled,
  ])
  return ROOMS.flatMap((id) => {
    const unread = (journal.get(id) ?? []).filter(({ seq }) => seq > (readUpTo.get(id) ?? 0))
    const urgentOnes = unread.filter(({ priority }) => priority === 5)
    return urgentOnes.map(({ seq }) => `log-${id}:${seq}`).filter((key) => !stored.has(key))
  })
}

describe.each([
  ['that lives', false],
  ['that is killed before any of its effects', true],
])('a worker %s', (_, kills) => {
  it('alerts twice, loses an urgent message, or lets time run while somebody types', () => {
    let deaths = 0
    for (let seed = 1; seed <= STORIES; seed += 1) {
      const { wrong, log, deaths: died } = story(seed, kills)
      expect(wrong, `seed ${seed}\n${log.join('\n')}`).toEqual([])
      deaths += died
    }
    expect(deaths).toBeGreaterThan(kills ? STORIES : 0)
  }, 60_000)
})
