import { describe, expect, it } from 'vitest'
import {
  cardStep,
  firstState,
  isBusy,
  isPaused,
  type CardEvent,
  type CardState,
  type CardStep,
} from '../../../extension/toast/card-state.ts'

const done = { ok: true, value: { done: 'done' } } as const
const refused = { ok: false, error: { code: 'unknown_room', message: '' } } as const

const reading = firstState('', true)
/** The last of the steps that these events make. */
function after(state: CardState, ...events: CardEvent[]): CardStep {
  let step: CardStep = { state, effects: [] }
  for (const event of events) step = cardStep(step.state, event)
  return step
}
const typed: CardEvent = { type: 'typed', text: 'Yes' }
const send: CardEvent = { type: 'send', id: 'a', text: 'Yes' }
const answered = (answer: typeof done | typeof refused | undefined): CardEvent => ({
  type: 'reply-answered',
  answer,
  undoMs: 1_400,
})
const stateAt: Record<CardState['reply']['phase'], CardState> = {
  reading,
  replying: after(reading, { type: 'open-box' }, typed).state,
  sending: after(reading, { type: 'open-box' }, typed, send).state,
  sent: after(reading, { type: 'open-box' }, typed, send, answered(done)).state,
  undoing: after(reading, { type: 'open-box' }, typed, send, answered(done), { type: 'undo' }).state,
  'undo-refused': after(
    reading,
    { type: 'open-box' },
    typed,
    send,
    answered(done),
    { type: 'undo' },
    { type: 'undo-answered', answer: refused },
  ).state,
}

describe('a phase of a reply', () => {
  it.each(Object.entries(stateAt))('%s is reached', (phase, state) => {
    expect(state.reply.phase).toBe(phase)
  })

  it('keeps its card while only the card can say what became of the reply', () => {
    const busy = Object.entries(stateAt).filter(([, state]) => isBusy(state))
    expect(busy.map(([phase]) => phase)).toEqual(['sending', 'sent', 'undoing', 'undo-refused'])
  })

  it('stops the clock of its card while somebody types, sends or can undo', () => {
    const paused = Object.entries(stateAt).filter(([, state]) => isPaused(state))
    expect(paused.map(([phase]) => phase)).toEqual(['replying', 'sending', 'sent', 'undoing'])
  })

  it.each<[CardEvent, CardState['reply']['phase'][]]>([
    [send, ['replying']],
    [answered(done), ['sending']],
    [{ type: 'undo' }, ['sent']],
    [{ type: 'undo-answered', answer: done }, ['undoing']],
    [{ type: 'said', id: 'a' }, ['sent', 'undo-refused']],
    [{ type: 'open-box' }, ['reading', 'replying', 'undo-refused']],
  ])('that does not wait for %j does nothing and sends nothing', (event, wait) => {
    for (const state of Object.values(stateAt)) {
      if (wait.includes(state.reply.phase)) continue
      expect(cardStep(state, event)).toEqual({ state, effects: [] })
    }
  })
})

describe('the background', () => {
  it('hears once that the person types, before the reply, and that they have stopped, after the answer', () => {
    const sent = [typed, { ...typed, text: 'Yes!' } as const, send].flatMap((event, index, all) =>
      after(stateAt.replying, ...all.slice(0, index + 1)).effects.flatMap((effect) => effect.do),
    )
    expect(sent).not.toContain('post')
    expect(after(stateAt.sending, answered(done)).effects).toEqual([
      { do: 'write-box', text: '' },
      { do: 'wait', id: 'a', ms: 1_400 },
      { do: 'post', message: { type: 'toast-typing', typing: false } },
      { do: 'leave' },
    ])
  })

  it('hears that a draft of another tab was deleted, although this card never said that it was typed', () => {
    const elsewhere = firstState('half', true)
    expect(isPaused(elsewhere)).toBe(false)
    expect(after(elsewhere, { type: 'typed', text: '' }).effects).toContainEqual({
      do: 'post',
      message: { type: 'toast-typing', typing: false },
    })
  })

  it('gets the draft back when it refused the reply', () => {
    const { state, effects } = after(stateAt.sending, answered(refused))
    expect(effects).toEqual([{ do: 'keep-draft', text: 'Yes' }])
    expect(state.reply).toMatchObject({ problem: { kind: 'refused', failure: refused.error } })
    expect(after(state, typed).state.reply).toMatchObject({ problem: undefined })
  })
})

describe('an undone reply', () => {
  const undone = after(stateAt.undoing, { type: 'undo-answered', answer: done }).state

  it('keeps its card until a view has the card again', () => {
    expect(isBusy(undone)).toBe(true)
    expect(isBusy(after(undone, { type: 'in-view' }).state)).toBe(false)
  })

  it('is not ended by the time of the first sending once it is sent again', () => {
    const again = after(undone, { ...send, id: 'b' }, answered(done)).state
    expect(after(again, { type: 'said', id: 'a' })).toEqual({ state: again, effects: [] })
    expect(after(again, { type: 'said', id: 'b' }).effects).toEqual([{ do: 'over' }])
  })
})

it('a reply that cannot be undone any more frees its card, which goes once that was read', () => {
  const { state, effects } = after(stateAt.undoing, { type: 'undo-answered', answer: refused })
  expect([isPaused(state), effects]).toEqual([false, [{ do: 'wait', id: 'a', ms: 3_000 }]])
  expect(after(state, { type: 'said', id: 'a' }).effects).toEqual([{ do: 'over' }])
})

it('a second press before the first is answered sends no second request', () => {
  const press = { message: { type: 'toast-claim', verified: true }, host: undefined, sends: false } as const
  const pressed = { type: 'pressed', press } as const
  const { state, effects } = after(reading, pressed)
  expect([effects.length, after(state, pressed).effects]).toEqual([1, []])
  const free = after(state, { type: 'press-answered', press, answer: done }).state
  expect(after(free, pressed).effects).toHaveLength(1)
})
