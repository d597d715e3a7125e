import type { TestAlert } from '../../../shared/requests.ts'
import type { Clock } from '../../clock.ts'
import type { FrontTab, MessageActions, Pages } from '../ports.ts'
import { alertStep, type AlertEffect, type AlertEvent, type AlertStep } from '../state/alert-step.ts'
import type { AlertState } from '../state/alert-state.ts'
import type { AlertStore } from '../state/alert-store.ts'
import type { DraftCache } from './draft-cache.ts'
import { sayingWords } from '../state/edit-message.ts'
import { createPlaceFinder, type PlaceDeps } from './find-place.ts'
import type { SystemPresenter } from './system-notifications.ts'
import type { ToastSession } from './toast-session.ts'
import { viewOf, type ViewContext } from './toast-view.ts'

/** Where an alert went; `badge`: nowhere. And why not into a toast. */
export interface Shown {
  shown: TestAlert['shown']
  whyNoToast: TestAlert['whyNoToast']
}

export interface PresenterDeps extends Omit<PlaceDeps, 'dispatch' | 'view'> {
  pages: Pages
  notifications: SystemPresenter
  session: ToastSession
  store: AlertStore
  drafts: DraftCache
  clock: Clock
  actions: Pick<MessageActions, 'markRead' | 'openRoom'>
  context(): ViewContext
}

/** Turns the alert state into a toast or system notifications, never both for one alert. Each call is in a turn of the store. */
export interface Presenter {
  /** Steps the alert state, stores it, and carries out what follows. Answers where alerts were raised; undefined: none were. */
  dispatch(event: AlertEvent): Promise<Shown | undefined>
  /** The same for a step that was made, and stored, in a transaction. */
  carryOut(before: AlertState, step: AlertStep): Promise<Shown | undefined>
  /** What the worker before this one has shown says what is stored by now. */
  refresh(): Promise<void>
  /** The toast goes where the person is now, with the rest of its display time. */
  moveTo(front: FrontTab): Promise<void>
  /** Its page is gone, or has tampered with it, and no other can show it: what it showed goes to the system. */
  leaveToast(fate: 'goes' | 'tampered'): Promise<void>
  /** A toast of the worker before this one is still mounted: its frame may ask again what to show. */
  adopt(toast: { nonce: string; tabId: number }): void
}

export function createPresenter(deps: PresenterDeps): Presenter {
  const { pages, notifications, session, store, drafts, clock } = deps
  const view = (sound: boolean) => viewOf(store.state(), deps.context(), sound)
  const places = createPlaceFinder({ ...deps, dispatch, view })

  function dispatch(event: AlertEvent): Promise<Shown | undefined> {
    const before = store.state()
    return carryOut(before, alertStep(before, event, clock.now()))
  }

  /**
   * A worker that dies after storing leaves a host whose frame gets no text any more and is unmounted when it asks, or a
   * notification that the next worker does not find in its state and clears.
   */
  async function carryOut(before: AlertState, { state, effects }: AlertStep): Promise<Shown | undefined> {
    const textHidden = deps.context().hidden
    if (state === before && effects.length === 0 && textHidden === before.textHidden) return undefined
    // Before it is stored: a text must not stay that is to be hidden.
    if (before.textHidden !== textHidden) await notifications.reword(before, state)
    for (const effect of effects.filter(isFirst)) await perform(effect)
    await store.put(state.textHidden === textHidden ? state : { ...state, textHidden })
    let shown: Shown | undefined
    for (const effect of effects.filter((one) => !isFirst(one))) shown = (await perform(effect)) ?? shown
    if (effects.every(({ type }) => type !== 'raise')) await refresh(effects.some(isSound))
    return shown
  }

  async function perform(effect: AlertEffect): Promise<Shown | undefined> {
    switch (effect.type) {
      case 'raise':
        return places.raise(effect.keys, effect.sound)
      case 'unmount':
        return void (await unmount(effect))
      case 'clear':
        return void (await notifications.clear(effect.key))
      case 'notify':
        return void (await notifications.notify(store.state(), effect.key, effect.sound))
      case 'open-room':
        return void deps.actions.openRoom(effect.room)
      case 'mark-read':
        return void (await deps.actions.markRead(effect.room, effect.upTo))
      case 'flush-draft':
        return void (await session.flush())
      case 'play-sound':
        return undefined
    }
  }

  /** A toast that could not be shown has been unmounted before. */
  async function unmount({ tabId, nonce }: { tabId: number; nonce: string }): Promise<void> {
    if (!session.isOpen(nonce, tabId)) return
    session.forget()
    await pages.unmount(tabId, nonce)
  }

  async function refresh(sound: boolean): Promise<void> {
    // Stored once it is said: in Firefox each worker would otherwise show the notification of an edited message anew.
    if (await notifications.refresh(store.state())) await store.put(sayingWords(store.state()))
    if (store.state().toast === undefined) return
    await drafts.load(store.state().alerts)
    session.update(view(sound))
  }

  const { moveTo, leaveToast } = places
  const adopt: Presenter['adopt'] = (toast) => session.adopt(toast, view(false))
  return { dispatch, carryOut, refresh: () => refresh(false), moveTo, leaveToast, adopt }
}

/** Done before the state is stored. */
const isFirst = ({ type }: AlertEffect): boolean =>
  type === 'open-room' || type === 'mark-read' || type === 'flush-draft'

const isSound = ({ type }: AlertEffect): boolean => type === 'play-sound'
