import { batch, computed, effect, signal, type ReadonlySignal } from '@preact/signals'
import type { RoomId } from '../../../protocol/entry.ts'
import type { HubMessage } from '../../shared/hub-messages.ts'
import type { Watch } from '../../shared/hub-watch.ts'
import type { RequestInput, RequestName, RequestValue } from '../../shared/requests.ts'
import type { Overview, RoomView } from '../../shared/view.ts'
import { emptyPage, reduceHub, showRoom, trimRoom } from './reduce-hub.ts'

export type Ask = <N extends RequestName>(name: N, input: RequestInput<N>) => Promise<RequestValue<N>>

export interface PageStore {
  readonly overview: ReadonlySignal<Overview | undefined>
  /** The room that is shown. */
  readonly room: ReadonlySignal<RoomId | undefined>
  /** That room, once its snapshot is here. */
  readonly view: ReadonlySignal<RoomView | undefined>
  readonly showing: ReadonlySignal<boolean>
  readonly ask: Ask
  openRoom(room: RoomId): void
  /** Forgets what was paged in: the room begins again with its newest part. */
  trimRoom(): void
}

interface PageSources {
  connectHub: (onMessage: (message: HubMessage) => void) => { watch(watch: Watch): void }
  ask: Ask
  showing: ReadonlySignal<boolean>
}

export function createPageStore({ connectHub, ask, showing }: PageSources): PageStore {
  const page = signal(emptyPage)
  const room = computed(() => page.value.room)
  const hub = connectHub((message) => {
    page.value = reduceHub(page.peek(), message, !showing.peek())
  })
  const watch = (what: RoomId | undefined) =>
    hub.watch({ type: 'watch', room: what ?? null, showing: showing.value })
  effect(() => watch(room.value))
  return {
    overview: computed(() => page.value.overview),
    room,
    view: computed(() => page.value.view),
    showing,
    ask,
    openRoom: (next) =>
      batch(() => {
        page.value = showRoom(page.peek(), next)
        void ask('show', { room: next })
      }),
    trimRoom: () => {
      page.value = trimRoom(page.peek())
      // The background sends a snapshot to who did not watch the room before, and pages back from there.
      watch(undefined)
      watch(room.peek())
    },
  }
}
