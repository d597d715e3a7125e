import { describe, expect, it } from 'vitest'
import type { Overview } from '../../../../extension/shared/view.ts'
import {
  emptyPage,
  reduceHub,
  showRoom,
  trimRoom,
  type PageState,
} from '../../../../extension/ui/store/reduce-hub.ts'
import { message, roomState, roomView } from '../entries.ts'
import { overview as baseOverview, roomSummary } from '../fake-store.ts'

const overview = (change: Partial<Overview> = {}): Overview =>
  baseOverview({ rooms: [roomSummary('general'), roomSummary('alerts')], current: undefined, ...change })
const after = (page: PageState, change: Partial<Overview>, following = false) =>
  reduceHub(page, { type: 'overview', overview: overview(change) }, following)
const seqs = (page: PageState) => page.view?.entries.map((entry) => entry.seq)
const opened = (entries = [3, 4, 5].map((seq) => message(seq))): PageState =>
  reduceHub(after(emptyPage, {}), { type: 'room', view: roomView(entries) }, false)

describe('which room is shown', () => {
  it('is the one that was looked at last', () => {
    expect(after(emptyPage, { current: 'alerts' }).room).toBe('alerts')
  })
  it('is the first when the last is gone', () => {
    expect(after(emptyPage, { current: 'gone' }).room).toBe('general')
    expect(after(showRoom(after(emptyPage, {}), 'gone'), {}).room).toBe('general')
  })
  it('stays while the person looks, whatever a notification asks', () => {
    expect(after(after(emptyPage, {}), { current: 'alerts' }).room).toBe('general')
  })
  it('follows a notification while nobody looks', () => {
    expect(after(after(emptyPage, {}), { current: 'alerts' }, true).room).toBe('alerts')
  })
  it('does not go back when something else of the overview changes', () => {
    const page = showRoom(after(emptyPage, { current: 'general' }), 'alerts')
    expect(after(page, { current: 'general' }, true).room).toBe('alerts')
  })
  it('is none after leaving, and nothing of the old one is kept', () => {
    const page = after(opened(), { account: undefined, rooms: [] })
    expect(page).toMatchObject({ room: undefined, view: undefined })
  })
})

describe('the entries of the room', () => {
  it('are those of its snapshot, and no other room’s', () => {
    expect(seqs(opened())).toEqual([3, 4, 5])
    const stray = { ...roomView([message(9)]), room: 'alerts' }
    expect(seqs(reduceHub(opened(), { type: 'room', view: stray }, false))).toEqual([3, 4, 5])
  })
  it('grow at the end, once each, with the state that came along', () => {
    const entries = [message(5), message(6)]
    const page = reduceHub(
      opened(),
      { type: 'entries', room: 'general', entries, state: roomState({ seen: 6 }) },
      false,
    )
    expect(seqs(page)).toEqual([3, 4, 5, 6])
    expect(page.view?.state.seen).toBe(6)
  })
  it('never show a hole', () => {
    const entries = [message(8), message(9)]
    const page = reduceHub(opened(), { type: 'entries', room: 'general', entries, state: roomState() }, false)
    expect(seqs(page)).toEqual([8, 9])
  })
  it('grow at the beginning, once each', () => {
    const entries = [message(1), message(2), message(3)]
    const page = reduceHub(opened(), { type: 'older', room: 'general', entries, state: roomState() }, false)
    expect(seqs(page)).toEqual([1, 2, 3, 4, 5])
  })
  it('keep what was paged in when a restarted background sends its snapshot', () => {
    const view = roomView([message(5), message(6)])
    expect(seqs(reduceHub(opened(), { type: 'room', view }, false))).toEqual([3, 4, 5, 6])
  })
  it('begin again with the snapshot that was asked for to trim them, that one only', () => {
    const view = roomView([message(5), message(6)])
    const trimmed = reduceHub(trimRoom(opened()), { type: 'room', view }, false)
    expect(seqs(trimmed)).toEqual([5, 6])
    const later = roomView([message(6), message(7)])
    expect(seqs(reduceHub(trimmed, { type: 'room', view: later }, false))).toEqual([5, 6, 7])
  })
  it('are replaced when the log is another one', () => {
    const view = roomView([{ ...message(5), id: 'another' }, message(6)])
    expect(seqs(reduceHub(opened(), { type: 'room', view }, false))).toEqual([5, 6])
  })
  it('stay when only the state changes, and those of another room do nothing', () => {
    const page = reduceHub(
      opened(),
      { type: 'state', room: 'general', state: roomState({ typing: ['Leo'] }) },
      false,
    )
    expect(page.view?.state.typing).toEqual(['Leo'])
    expect(seqs(page)).toEqual([3, 4, 5])
    const before = opened()
    expect(reduceHub(before, { type: 'state', room: 'alerts', state: roomState() }, false)).toBe(before)
  })
})
