import type { AlertState } from '../../../../extension/background/notifier/state/alert-state.ts'
import { typedIn } from '../../../../extension/background/notifier/state/open-alerts.ts'
import type { ToastCard } from '../../../../extension/shared/toast-messages.ts'
import type { Harness } from './harness.ts'

/** A digest that has grown is shown again, and may keep its key; so is an urgent alert that counts more. */
export const markOf = ({ kind, key, count }: ToastCard, more = 0): string =>
  kind === 'digest' || more > 0 ? `${key} ${count + more}` : key

/** Urgent messages that have no alert of their own. */
export const countedOf = ({ urgentMore }: AlertState): string[] =>
  urgentMore.flatMap(({ logId, items }) => items.map(({ seq }) => `${logId}:${seq}`))

/** What the person could see, call by call; anything wrong is written down. */
export function watchAlerts(
  at: Harness,
  byToast: Set<string>,
  bySystem: Set<string>,
  closed: Set<string>,
  moves: { now: boolean },
  ever: Set<string>,
) {
  const wrong: string[] = []
  const shown = (): ToastCard[] =>
    [...at.hosts.values()]
      .filter(({ height }) => height !== undefined)
      .flatMap(({ views }) => views.at(-1)?.cards ?? [])
  const cards = (): string[] => shown().map(({ key }) => key)
  /** A card that somebody types in goes where they go, and what is new is counted beside it. */
  const isTyping = (): boolean => typedIn(at.stored().alerts) !== undefined
  const { pages, system } = at.deps
  const [reveal, unmount, show] = [pages.reveal, pages.unmount, system.show]

  function look(): void {
    const urgent = [...at.system.shown.values()].filter((content) => content.urgent)
    if (urgent.length > 3) wrong.push(`${urgent.length} urgent notifications`)
    const counts = shown().some(({ moreUrgent }) => moreUrgent > 0) || urgent.some(({ more }) => more > 0)
    if (counts) for (const key of countedOf(at.stored())) ever.add(key)
    for (const card of shown()) {
      if (at.system.shown.has(card.key)) wrong.push(`${card.key} in both places`)
      if (closed.has(markOf(card))) wrong.push(`${card.key} in a toast, though it was closed`)
      byToast.add(markOf(card))
      ever.add(card.key)
      // From there it may be moved to the system again.
      bySystem.delete(markOf(card))
    }
  }
  pages.reveal = async (tabId, nonce, height) => {
    const isNew = at.hosts.get(tabId)?.nonce === nonce && at.hosts.get(tabId)?.height === undefined
    const done = await reveal(tabId, nonce, height)
    if (
      done &&
      isNew &&
      !moves.now &&
      !isTyping() &&
      shown().every((card) => byToast.has(markOf(card)) || bySystem.has(markOf(card)))
    )
      wrong.push(`a new toast shows only what was shown: ${cards().join()}`)
    look()
    return done
  }
  pages.unmount = (tabId, nonce) => {
    look()
    return unmount(tabId, nonce)
  }
  system.show = async (key, content) => {
    const words = markOf(content.card, content.urgent ? content.more : 0)
    if (bySystem.has(words)) wrong.push(`${key} twice by the system`)
    if (closed.has(words)) wrong.push(`${key} again, though it was closed`)
    bySystem.add(words)
    ever.add(key)
    await show(key, content)
    look()
  }
  return {
    wrong,
    look,
    cards,
  }
}
