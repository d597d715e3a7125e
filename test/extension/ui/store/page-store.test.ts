import { signal } from '@preact/signals'
import { describe, expect, it } from 'vitest'
import type { Entry } from '../../../../protocol/entry.ts'
import { createHub, type HubSource } from '../../../../extension/background/hub/hub.ts'
import { createPageStore } from '../../../../extension/ui/store/page-store.ts'
import { overview } from '../fake-store.ts'
import { message, roomState } from '../entries.ts'

/** A page's store and the background's hub, with a room that holds these. */
function open(log: Entry[]) {
  const source: HubSource = {
    overview: () => overview(),
    room: () => ({ state: roomState(), floor: 1 }),
    draft: () => Promise.resolve(''),
    entries: (_, before = Infinity, limit, use) => {
      use(log.filter(({ seq }) => seq < before).slice(-limit))
      return Promise.resolve()
    },
    after: () => () => undefined,
  }
  const hub = createHub(source)
  const store = createPageStore({
    connectHub: (onMessage) => {
      const page = hub.connect({ post: onMessage })
      return { watch: (watch) => page.received(watch) }
    },
    ask: () => Promise.reject(new Error('nothing is asked here')),
    showing: signal(true),
  })
  const settle = () => new Promise((resolve) => setTimeout(resolve))
  const seqs = () => store.view.value?.entries.map(({ seq }) => seq) ?? []
  return { hub, store, settle, seqs }
}

describe('a page’s room', () => {
  it('begins again when trimmed, and pages back from there without a hole', async () => {
    const log = Array.from({ length: 350 }, (_, index) => message(index + 1))
    const { hub, store, settle, seqs } = open(log)
    await settle()
    await hub.older('general')
    await hub.older('general')
    expect(seqs()).toHaveLength(300)
    store.trimRoom()
    await settle()
    expect(seqs()).toHaveLength(100)
    expect(store.view.value?.state.more).toBe(true)
    await hub.older('general')
    expect(seqs()).toEqual(log.slice(-200).map(({ seq }) => seq))
  })
})
